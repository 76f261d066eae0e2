//! What the contract's views say, with schemas read from the interface.

use crate::json;
use alloy_json_abi::{Function, Param};
use alloy_sol_types::SolCall;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use utoipa::{
    openapi::{
        schema::{ArrayBuilder, ObjectBuilder, Schema, Type},
        KnownFormat, RefOr, SchemaFormat,
    },
    PartialSchema, ToSchema,
};

/// What a view returned, with the names of IAnswerable.sol.
pub struct View<M: SolCall>(pub M::Return);

impl<M: SolCall> Serialize for View<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json::returned::<M>(&self.0).serialize(serializer)
    }
}

impl<M: SolCall> ToSchema for View<M> {
    fn name() -> Cow<'static, str> {
        let name = json::function_of::<M>()
            .map(|it| it.name)
            .unwrap_or_default();
        let mut letters = name.chars();
        let first = letters.next().map(|it| it.to_ascii_uppercase());
        let name: String = first.into_iter().chain(letters).collect();
        format!("{name}View").into()
    }
}

impl<M: SolCall> PartialSchema for View<M> {
    fn schema() -> RefOr<Schema> {
        match json::function_of::<M>() {
            Some(function) => returned(&function).into(),
            None => ObjectBuilder::new().into(),
        }
    }
}

/// As [`json::returned`] shows it.
fn returned(function: &Function) -> Schema {
    match function.outputs.as_slice() {
        [output] => schema(&output.ty, &output.components),
        outputs => record(outputs),
    }
}

fn record(fields: &[Param]) -> Schema {
    let object = fields.iter().fold(ObjectBuilder::new(), |object, field| {
        object
            .property(&field.name, schema(&field.ty, &field.components))
            .required(&field.name)
    });
    object.into()
}

fn schema(ty: &str, components: &[Param]) -> Schema {
    if let Some(inner) = ty.strip_suffix("[]") {
        let items = RefOr::T(schema(inner, components));
        return ArrayBuilder::new().items(items).into();
    }
    let object = ObjectBuilder::new();
    match ty {
        "tuple" => record(components),
        "bool" => object.schema_type(Type::Boolean).into(),
        // Larger ones are strings of digits, for readers that round.
        "uint8" | "uint16" | "uint32" | "uint64" => object
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            .minimum(Some(0))
            .into(),
        _ => object.schema_type(Type::String).into(),
    }
}
