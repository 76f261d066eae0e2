//! A query as serde reads it: numbers and lists are told from texts by what is wanted.

use serde::{
    de::{
        value::{Error, MapAccessDeserializer, SeqDeserializer, StrDeserializer},
        DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess,
        Visitor,
    },
    forward_to_deserialize_any,
};
use std::fmt::Display;

/// What a query asks, or which part of it is not understood.
pub fn read<T: DeserializeOwned>(query: &str) -> Result<T, String> {
    let pairs: Result<axum::extract::Query<Vec<(String, String)>>, _> = query_pairs(query);
    let axum::extract::Query(pairs) = pairs.map_err(|error| error.to_string())?;
    let mut grouped: Vec<(String, Vec<String>)> = Vec::new();
    // `?actor=` asks for nothing, as a form with an empty field sends it.
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        match grouped.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => grouped.push((name, vec![value])),
        }
    }
    let parameters = Parameters {
        rest: grouped.into_iter(),
        current: None,
    };
    T::deserialize(MapAccessDeserializer::new(parameters)).map_err(|error| {
        let said = error.to_string();
        said.replacen("unknown field", "unknown parameter", 1)
    })
}

fn query_pairs(query: &str) -> Result<axum::extract::Query<Vec<(String, String)>>, impl Display> {
    let uri = axum::http::Uri::builder()
        .path_and_query(format!("/?{query}"))
        .build()
        .map_err(|error| error.to_string())?;
    axum::extract::Query::try_from_uri(&uri).map_err(|error| error.body_text())
}

/// Every parameter with its values.
struct Parameters {
    rest: std::vec::IntoIter<(String, Vec<String>)>,
    current: Option<(String, Vec<String>)>,
}

impl<'de> MapAccess<'de> for Parameters {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.current = self.rest.next();
        let name = self.current.as_ref().map(|(name, _)| name.clone());
        name.map(|name| seed.deserialize(name.into_deserializer()))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (name, values) = self.current.take().unwrap_or_default();
        seed.deserialize(Given(values))
            .map_err(|error| Error::custom(format!("{name}: {error}")))
    }
}

/// The values of one parameter.
struct Given(Vec<String>);

impl Given {
    fn one(&self) -> Result<&str, Error> {
        match self.0.as_slice() {
            [value] => Ok(value),
            _ => Err(Error::custom("it is given more than once")),
        }
    }

    fn number<T: std::str::FromStr>(&self) -> Result<T, Error> {
        let text = self.one()?;
        let only_digits = text.bytes().all(|it| it.is_ascii_digit());
        let number = text.parse().ok().filter(|_| only_digits);
        number
            .ok_or_else(|| Error::custom(format!("{text:?} is not a whole number that fits here")))
    }
}

impl IntoDeserializer<'_, Error> for Given {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The numbers that are asked for.
macro_rules! numbers {
    ($($read:ident $visit:ident),*) => {$(
        fn $read<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.number()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Given {
    type Error = Error;

    numbers!(deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.one()?)
    }

    /// What is given several times is a list with commas.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0.join(","))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.one()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Error::custom("give true or false")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let values = self.0.into_iter().map(|value| Given(vec![value]));
        visitor.visit_seq(SeqDeserializer::new(values))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let value: StrDeserializer<Error> = self.one()?.into_deserializer();
        value.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 f64 char str bytes byte_buf unit unit_struct tuple
        tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Address;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase")]
    enum Order {
        Newest,
        Deadline,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Query {
        limit: Option<u16>,
        actor: Option<Address>,
        #[serde(default)]
        state: Vec<String>,
        open: Option<bool>,
        order_by: Option<Order>,
    }

    #[test]
    fn parameters_are_read_as_what_they_are() {
        let asked = read("limit=7&state=a&open=true&state=b&orderBy=deadline&actor=").unwrap();
        let wanted = Query {
            limit: Some(7),
            actor: None,
            state: vec!["a".into(), "b".into()],
            open: Some(true),
            order_by: Some(Order::Deadline),
        };
        assert_eq!(wanted, asked);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (query, said) in [
            ("limit=x", "limit: \"x\" is not a whole number"),
            ("limit=-1", "limit: "),
            ("limit=+1", "limit: "),
            ("limit=70000", "limit: "),
            ("limit=1&limit=2", "limit: it is given more than once"),
            (
                "actor=bob",
                "actor: \"bob\" is not 0x and 40 hexadecimal digits",
            ),
            ("open=yes", "open: give true or false"),
            (
                "orderBy=size",
                "orderBy: unknown variant `size`, expected `newest` or `deadline`",
            ),
            (
                "speed=1",
                "unknown parameter `speed`, expected one of `limit`, `actor`",
            ),
            ("actor=%zz", "actor: "),
        ] {
            let error = read::<Query>(query).unwrap_err();
            assert!(error.contains(said), "{query}: {error}");
        }
    }
}
