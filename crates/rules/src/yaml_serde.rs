//! Lets serde read our YAML tree, so that ast-grep's own rule types can be built from it.
//!
//! Unquoted scalars mean what the core schema of YAML 1.2 says they mean; where a text is wanted,
//! the text as written is given.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, VariantAccess,
    Visitor,
};

use crate::yaml::{Fault, Yaml, YamlValue};

/// Builds a value out of a tree.
pub fn from_yaml<'de, T: Deserialize<'de>>(yaml: &Yaml) -> Result<T, Fault> {
    T::deserialize(yaml).map_err(|error| Fault::new(yaml.at, error.0))
}

/// What serde has against a tree.
#[derive(Debug)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Refusal(message.to_string())
    }
}

fn visit_plain<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Refusal> {
    match text {
        "true" | "True" | "TRUE" => return visitor.visit_bool(true),
        "false" | "False" | "FALSE" => return visitor.visit_bool(false),
        ".nan" | ".NaN" | ".NAN" => return visitor.visit_f64(f64::NAN),
        _ => {}
    }
    if let Some(number) = integer(text) {
        return match u64::try_from(number) {
            Ok(number) => visitor.visit_u64(number),
            Err(_) => visitor.visit_i64(number as i64),
        };
    }
    match float(text) {
        Some(number) => visitor.visit_f64(number),
        None => visitor.visit_str(text),
    }
}

fn integer(text: &str) -> Option<i128> {
    let number = match text.get(..2) {
        Some("0x") => i128::from_str_radix(&text[2..], 16).ok()?,
        Some("0o") => i128::from_str_radix(&text[2..], 8).ok()?,
        _ => text.parse().ok()?,
    };
    (i128::from(i64::MIN)..=i128::from(u64::MAX))
        .contains(&number)
        .then_some(number)
}

fn float(text: &str) -> Option<f64> {
    match text.trim_start_matches(['+', '-']) {
        ".inf" | ".Inf" | ".INF" => Some(if text.starts_with('-') {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        }),
        digits if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') => text.parse().ok(),
        _ => None,
    }
}

impl<'y> IntoDeserializer<'_, Refusal> for &'y Yaml {
    type Deserializer = &'y Yaml;

    fn into_deserializer(self) -> Self::Deserializer {
        self
    }
}

impl<'de> Deserializer<'de> for &Yaml {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.value {
            YamlValue::Scalar { .. } if self.is_null() => visitor.visit_unit(),
            YamlValue::Scalar { text, plain: true } => visit_plain(text, visitor),
            YamlValue::Scalar { text, .. } => visitor.visit_str(text),
            YamlValue::List(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            YamlValue::Map(entries) => {
                visitor.visit_map(MapDeserializer::new(entries.iter().map(|(k, v)| (k, v))))
            }
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.value {
            YamlValue::Scalar { text, .. } if !self.is_null() => visitor.visit_str(text),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match &self.value {
            YamlValue::Scalar { text, .. } => visitor.visit_enum(StrDeserializer::new(text)),
            YamlValue::Map(entries) if entries.len() == 1 => {
                visitor.visit_enum(Tagged(&entries[0].0, &entries[0].1))
            }
            _ => Err(de::Error::custom(
                "expected one name, or one name with a value",
            )),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct ignored_any
    }
}

/// An enum variant written as a map with one entry.
struct Tagged<'y>(&'y Yaml, &'y Yaml);

impl<'de, 'y> EnumAccess<'de> for Tagged<'y> {
    type Error = Refusal;
    type Variant = &'y Yaml;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self::Variant), Refusal> {
        Ok((seed.deserialize(self.0)?, self.1))
    }
}

impl<'de> VariantAccess<'de> for &Yaml {
    type Error = Refusal;

    fn unit_variant(self) -> Result<(), Refusal> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Refusal> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_any(visitor)
    }
}

/// The tree as JSON text, for a rule's metadata.
pub fn to_json(yaml: &Yaml) -> serde_json::Value {
    match &yaml.value {
        YamlValue::Scalar { text, .. } => {
            from_yaml(yaml).unwrap_or_else(|_| serde_json::Value::from(text.as_str()))
        }
        YamlValue::List(items) => items.iter().map(to_json).collect(),
        YamlValue::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.text().unwrap_or("?").to_owned(), to_json(value)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::documents;

    fn check(text: &str, json: &str) {
        let document = documents(text).remove(0).unwrap();
        assert_eq!(to_json(&document).to_string(), json);
    }

    #[test]
    fn scalars_mean_what_yaml_says() {
        check(
            "[1, -2, 0x1f, 1.5, 1e3, true, no, Y, null, '1', 12a, +1, .]",
            r#"[1,-2,31,1.5,1000.0,true,"no","Y",null,"1","12a",1,"."]"#,
        );
        check("{1: a, b: {c: []}}", r#"{"1":"a","b":{"c":[]}}"#);
        check("[.nan, .inf]", "[null,null]");
    }

    #[derive(serde::Deserialize, Debug, PartialEq)]
    #[serde(rename_all = "camelCase")]
    enum Shape {
        Point,
        Circle(u8),
        Square { side: String },
    }

    #[test]
    fn enums_are_names_or_maps_with_one_name() {
        let document = documents("[point, {circle: 3}, {square: {side: 1.50}}]")
            .remove(0)
            .unwrap();
        let shapes: Vec<Shape> = from_yaml(&document).unwrap();
        assert_eq!(
            shapes,
            [
                Shape::Point,
                Shape::Circle(3),
                Shape::Square {
                    side: "1.50".to_owned()
                }
            ]
        );
    }
}
