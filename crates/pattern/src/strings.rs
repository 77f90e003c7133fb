//! Matching strings with the strings of a pattern.

use std::borrow::Cow;

use assay_dataflow::Constant;
use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::BoundValue;
use crate::backtracking::Backtracking;
use crate::matcher::{Matcher, Next};
use crate::texts::{TextPattern, content, is_joined, pieces, unescaped};

/// The text that a string of YAML means: without the escapes of double quotes.
fn told<'s>(tree: &Tree, t: NodeId, content: &'s str) -> Cow<'s, str> {
    match tree.text(t).starts_with('"') {
        true => Cow::Owned(unescaped(content)),
        false => Cow::Borrowed(content),
    }
}

impl<'m> Matcher<'m> {
    /// What a piece of a string in the pattern means.
    pub(crate) fn text_pattern(&self, p: NodeId) -> &'m TextPattern {
        &self.pattern.texts[&p]
    }

    /// Whether a text matches; a regular expression that takes too long counts as not and is remembered.
    fn is_match(&mut self, regex: &Backtracking, text: &str) -> bool {
        self.ask();
        if self.is_over() {
            return false;
        }
        regex.is_match(text, self.tick).unwrap_or_else(|_| {
            self.exhausted = true;
            false
        })
    }

    /// A string of the pattern against a string.
    pub(crate) fn string(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let (tag, other) = (self.p.token(p), self.t.token(t));
        // A symbol is no string, `<stdio.h>` is not `"stdio.h"`.
        let is_other = [Token::of(":"), Token::of("<")].contains(&other);
        let counts = !tag.is_none() && !self.may_be_plain(p) || is_other;
        if counts && tag != other {
            return false;
        }
        let (wanted, there) = (pieces(self.p, p), pieces(self.t, t));
        if self.is_any_neighbours(p, &wanted) {
            return is_joined(self.t, t) && k(self);
        }
        let is_plain = wanted.iter().all(|piece| self.p.kind(*piece) == Kind::Text);
        let is_whole = there.iter().all(|piece| self.t.kind(*piece) == Kind::Text);
        if !is_plain && wanted.len() > 1 && is_whole {
            return false;
        }
        if let ([only], true) = (&*wanted, is_plain) {
            let is_any = matches!(self.text_pattern(*only), TextPattern::Any);
            return match content(self.t, t) {
                Some(content) => self.text_content(*only, &content, t, &there, k),
                None if is_any && !self.p.token(p).is_none() => k(self),
                None if matches!(self.text_pattern(*only), TextPattern::Metavars(_)) => {
                    self.pieces(&wanted, &there, k)
                }
                // Its pieces may be known to make a constant.
                None => self.options.constant_propagation && self.known(p, t, k),
            };
        }
        if is_plain && let (Some(wanted), Some(there)) = (content(self.p, p), content(self.t, t)) {
            return wanted == there && k(self);
        }
        self.pieces(&wanted, &there, k)
    }

    /// Whether a string with a tag or quotes of its own stands for plain strings as well: a template that says its text.
    fn may_be_plain(&self, p: NodeId) -> bool {
        let tag = self.p.token(p);
        tag.is_none() || tag == Token::of("`") && !self.are_any(&pieces(self.p, p))
    }

    /// `"..." "..."`: any strings that stand behind each other.
    fn is_any_neighbours(&self, p: NodeId, wanted: &[NodeId]) -> bool {
        is_joined(self.p, p) && self.are_any(wanted)
    }

    fn are_any(&self, pieces: &[NodeId]) -> bool {
        let is_any = |piece: &NodeId| {
            self.p.kind(*piece) == Kind::Text
                && matches!(self.text_pattern(*piece), TextPattern::Any)
        };
        pieces.iter().all(is_any)
    }

    /// A string of the pattern against a piece of an interpolated string.
    pub(crate) fn piece(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        match *pieces(self.p, p) {
            [only] if self.p.kind(only) == Kind::Text && self.p.token(p).is_none() => {
                self.text_content(only, self.t.text(t), t, &[t], k)
            }
            _ => false,
        }
    }

    /// A key of an object may be written with quotes or without.
    pub(crate) fn key(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if self.p.node(p).field != Field::Key || self.t.node(t).field != Field::Key {
            return false;
        }
        if self.p.kind(p) == Kind::Name {
            return content(self.t, t).is_some_and(|content| content == self.p.text(p)) && k(self);
        }
        match *pieces(self.p, p) {
            [only] if self.p.kind(only) == Kind::Text => {
                self.text_content(only, self.t.text(t), t, &[t], k)
            }
            _ => false,
        }
    }

    fn text_content(
        &mut self,
        p: NodeId,
        content: &str,
        t: NodeId,
        there: &[NodeId],
        k: Next<'_, 'm>,
    ) -> bool {
        match self.text_pattern(p) {
            TextPattern::Any => k(self),
            TextPattern::Metavar(name) | TextPattern::Metavars(name) => {
                let span = match *there {
                    [only] => self.t.span(only),
                    _ => self.t.span(t),
                };
                let value = BoundValue::of_text(span.start as u32..span.end as u32);
                self.bind(Token::of(name), value, k)
            }
            TextPattern::Matches(regex) => {
                let told = match self.t.profile().matching.reads_strings {
                    true => told(self.t, t, content),
                    false => Cow::Borrowed(content),
                };
                self.is_match(regex, &told) && k(self)
            }
            TextPattern::Literal(text) => *text == content && k(self),
        }
    }

    /// A string of the pattern against an expression whose value is known.
    pub(crate) fn string_value(
        &mut self,
        p: NodeId,
        value: &Constant,
        t: NodeId,
        k: Next<'_, 'm>,
    ) -> bool {
        if !self.may_be_plain(p) || is_joined(self.p, p) {
            return false;
        }
        let pieces = pieces(self.p, p);
        let [only] = *pieces else {
            let literal = content(self.p, p);
            return matches!((literal, value), (Some(literal), Constant::Str(value)) if *literal == **value)
                && k(self);
        };
        if self.p.kind(only) != Kind::Text {
            return false;
        }
        match (self.text_pattern(only), value) {
            (TextPattern::Any, Constant::Str(_) | Constant::SomeStr) => k(self),
            (TextPattern::Literal(text), Constant::Str(value)) => **text == **value && k(self),
            (TextPattern::Matches(regex), Constant::Str(value)) => {
                self.is_match(regex, value) && k(self)
            }
            (TextPattern::Metavar(name), Constant::Str(text)) => {
                let span = self.t.span(t);
                let mut value = BoundValue::of_text(span.start as u32..span.end as u32);
                value.text = Some(text.clone());
                self.bind(Token::of(name), value, k)
            }
            _ => false,
        }
    }

    /// Pieces in order; `...` as a piece stands for any number of them.
    fn pieces(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'm>) -> bool {
        let Some((&p, rest)) = ps.split_first() else {
            return ts.is_empty() && k(self);
        };
        if self.p.kind(p) == Kind::Text {
            match self.text_pattern(p) {
                TextPattern::Any => {
                    return (0..=ts.len()).any(|skip| self.pieces(rest, &ts[skip..], k));
                }
                TextPattern::Metavars(name) => {
                    let name = Token::of(name);
                    return (0..=ts.len()).any(|count| {
                        let value = self.nodes_value(&ts[..count], ts);
                        self.bind(name, value, &mut |m| m.pieces(rest, &ts[count..], k))
                    });
                }
                _ => {}
            }
        }
        let Some((&t, after)) = ts.split_first() else {
            return false;
        };
        match (self.p.kind(p), self.t.kind(t)) {
            (Kind::Metavar, kind) => {
                let inner = self.t.children(t).first().copied();
                let value = match inner.filter(|_| kind == Kind::Interpolation) {
                    Some(inner) => self.node_value(inner),
                    None => BoundValue::of_text(self.t.node(t).start..self.t.node(t).end),
                };
                self.bind(self.p.token(p), value, &mut |m| m.pieces(rest, after, k))
            }
            (Kind::Text, Kind::Text) => {
                let content = self.t.text(t);
                self.text_content(p, content, t, &[t], &mut |m| m.pieces(rest, after, k))
            }
            (Kind::Interpolation, Kind::Interpolation) => {
                let (Some(&p), Some(&t)) = (self.p.children(p).first(), self.t.children(t).first())
                else {
                    return false;
                };
                self.node(p, t, &mut |m| m.pieces(rest, after, k))
            }
            _ => false,
        }
    }
}
