#!/usr/bin/env rust-script
//! An inventory: ownership, traits, generics, macros, patterns and async.
#![allow(dead_code)]

extern crate alloc;
use std::collections::{BTreeMap, HashMap as Map, hash_map::Entry::*};
use std::fmt::{self, Display};
pub(crate) use self::inner::*;

/// Money in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cents(pub i64);

#[derive(Debug)]
pub struct Item<'a, T: ?Sized = str, const N: usize = 4>
where
    T: ToOwned,
{
    pub name: &'a T,
    price: Cents,
    tags: [Option<&'static str>; N],
}

struct Unit;

#[repr(u8)]
pub enum Event<T> {
    Added { id: u32, item: T } = 1,
    Removed(u32, String),
    Cleared,
}

union Bits {
    float: f32,
    int: u32,
}

pub trait Store: Send + 'static {
    type Key<'k>: Ord
    where
        Self: 'k;
    const LIMIT: usize = 1_000;

    fn get(&self, key: &str) -> Option<&Cents>;
    fn len(&self) -> usize {
        0
    }
    async fn flush(&mut self) -> Result<(), Box<dyn std::error::Error + Send>>;
}

impl<'a, T, const N: usize> Item<'a, T, N>
where
    T: ToOwned + Display + ?Sized,
    for<'x> &'x T: PartialEq,
{
    pub const fn price(&self) -> Cents {
        self.price
    }

    pub fn raise(&mut self, by: i64) -> &mut Self {
        self.price.0 += by;
        self
    }
}

impl Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02} €", self.0 / 100, self.0.abs() % 100)
    }
}

unsafe impl Send for Unit {}

impl std::ops::Add for Cents {
    type Output = Self;
    fn add(self, Self(other): Self) -> Self::Output {
        Cents(self.0 + other)
    }
}

macro_rules! cents {
    ($($amount:expr),* $(,)?) => { vec![$(Cents($amount)),*] };
    (@inner $name:ident => $body:block) => { fn $name() $body };
}

static mut COUNTER: u64 = 0xFF_u64;
const NAMES: &[&str] = &["a", r"raw\", r#"with "quotes""#, "multi \
    line"];
const BYTES: (&[u8], u8, char) = (b"bytes\x00", b'\n', '\u{1F600}');

mod inner {
    pub(super) fn helper<F: FnOnce(i32) -> i32>(f: F) -> impl Fn() -> i32 {
        let value = f(2);
        move || value
    }
    pub(in crate::inner) type Callback = Box<dyn for<'a> Fn(&'a str) -> usize>;
}

extern "C" {
    fn abs(input: i32) -> i32;
}

pub fn classify(event: Event<Item<'_>>, number: i32) -> Result<String, String> {
    let text = match event {
        Event::Added { id: id @ 1..=9, item: Item { name, .. } } if name.len() > 2 => format!("{id}: {name}"),
        Event::Added { id, .. } => id.to_string(),
        Event::Removed(0 | 1, ref why) => why.clone(),
        Event::Removed(_, mut why) => {
            why.push_str("!");
            why
        }
        Event::Cleared => return Err("cleared".into()),
    };
    let sign = match number {
        i32::MIN..0 => "negative",
        0 => "zero",
        1.. => "positive",
    };
    Ok(text + sign)
}

async fn run(items: Vec<Cents>) -> Option<f64> {
    let mut groups: Map<i64, Vec<_>> = Map::with_capacity(items.len());
    for (index, &Cents(amount)) in items.iter().enumerate().filter(|(_, c)| c.0 > 0) {
        match groups.entry(amount % 10) {
            Occupied(mut found) => found.get_mut().push(index),
            Vacant(free) => { free.insert(vec![index]); }
        }
    }
    let total = 'search: loop {
        let Some(first) = items.first() else { break 'search 0 };
        if let [one, .., last] = items.as_slice() && one.0 > 1 {
            break one.0 - last.0;
        } else if first.0 == -1 || !(first.0 != 3) {
            continue 'search;
        }
        while let Some(Cents(x)) = items.get(1) {
            break 'search *x << 2 | 1 & !3 ^ 7;
        }
    };
    unsafe {
        COUNTER += abs(total as i32) as u64;
        let bits = Bits { float: 1.5e3 };
        let _ = bits.int;
    }
    let (a, b): (u8, _) = (1, 2.0f64);
    let array = [0u8; 16];
    let slice = &array[..a as usize];
    let closure = |x: &u8| -> f64 { f64::from(*x) * b };
    let sum = slice.iter().map(closure).sum::<f64>();
    let _future = async move { sum.sqrt() }.await;
    cents![1, 2, 3,];
    println!("{total:?} {0:>width$.1}", sum, width = 8);
    Some(items.get(0)?.0 as f64).filter(|_| matches!(a, 1 | 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "overflow")]
    fn adds() {
        assert_eq!(Cents(1) + Cents(2), Cents(3), "{}", "sum");
        let _: BTreeMap<u8, ()> = (0..=3).rev().map(|n| (n, ())).collect();
    }
}
