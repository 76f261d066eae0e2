//! Records as rows of a Parquet file: what one selects by in columns, and the whole record as JSON.

use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, Int64Type},
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use serde_json::Value;
use std::sync::Arc;
use tempfile::NamedTempFile;

const SCHEMA: &str = "message answerable {
    required binary type (utf8);
    required binary trace (utf8);
    required int64 block;
    required int64 time;
    optional int64 step;
    optional int64 fault;
    optional binary event (utf8);
    required binary record (json);
}";

/// So many are in memory at once.
const GROUP: usize = 10_000;

pub struct Rows {
    file: SerializedFileWriter<NamedTempFile>,
    waiting: Vec<Value>,
}

impl Rows {
    pub fn new(file: NamedTempFile) -> anyhow::Result<Self> {
        let schema = Arc::new(parse_message_type(SCHEMA)?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let properties = Arc::new(properties.build());
        Ok(Self {
            file: SerializedFileWriter::new(file, schema, properties)?,
            waiting: Vec::new(),
        })
    }

    pub fn put(&mut self, record: &Value) -> anyhow::Result<()> {
        self.waiting.push(record.clone());
        if self.waiting.len() >= GROUP {
            self.write()?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> anyhow::Result<NamedTempFile> {
        if !self.waiting.is_empty() {
            self.write()?;
        }
        Ok(self.file.into_inner()?)
    }

    fn write(&mut self) -> anyhow::Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        let mut group = self.file.next_row_group()?;
        let text = |name: &str| -> Vec<Option<ByteArray>> {
            let texts = rows.iter().map(|row| row[name].as_str());
            texts.map(|text| text.map(ByteArray::from)).collect()
        };
        let number = |name: &str| -> Vec<Option<i64>> {
            rows.iter().map(|row| row[name].as_i64()).collect()
        };
        let whole = rows
            .iter()
            .map(|row| Some(row.to_string().into_bytes().into()));
        for column in [
            Column::Text(text("type"), Level::Required),
            Column::Text(text("trace"), Level::Required),
            Column::Number(number("block"), Level::Required),
            Column::Number(number("time"), Level::Required),
            Column::Number(number("step"), Level::Optional),
            Column::Number(number("fault"), Level::Optional),
            Column::Text(text("event"), Level::Optional),
            Column::Text(whole.collect(), Level::Required),
        ] {
            let Some(mut writer) = group.next_column()? else {
                break;
            };
            match column {
                Column::Text(cells, level) => {
                    let (values, levels) = split(cells, level);
                    let typed = writer.typed::<ByteArrayType>();
                    typed.write_batch(&values, levels.as_deref(), None)?;
                }
                Column::Number(cells, level) => {
                    let (values, levels) = split(cells, level);
                    let typed = writer.typed::<Int64Type>();
                    typed.write_batch(&values, levels.as_deref(), None)?;
                }
            }
            writer.close()?;
        }
        group.close()?;
        Ok(())
    }
}

enum Column {
    Text(Vec<Option<ByteArray>>, Level),
    Number(Vec<Option<i64>>, Level),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Required,
    Optional,
}

/// The cells that are there, and for columns with holes, where the holes are.
fn split<T>(cells: Vec<Option<T>>, level: Level) -> (Vec<T>, Option<Vec<i16>>) {
    let levels = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values = cells.into_iter().flatten().collect();
    (values, Some(levels).filter(|_| level == Level::Optional))
}
