//! How a page of a list is found: by the index of its rarest condition, and never by reading more than so many rows.

use super::{
    column::Column,
    condition::{Condition, Value, Way},
    error::IndexError,
    filters::Asked,
    rows::List,
    table::{self, Record, Values},
};
use sqlx::AnyPool;

/// Items of a page, if nothing else is asked for, and at most.
const USUAL: u64 = 50;
const MOST: u64 = 200;
/// So many rows are looked at for a page, where more than one condition has to hold.
const SCANNED: u64 = 1_000;
/// So far it is counted which condition is the rarest.
const COUNTED: usize = 500;

/// What is looked at for a page: enough along a way for so many rows of the list, from behind a key on.
struct Stretch {
    way: Way,
    value: Option<Value>,
    after: Option<Value>,
    most: u64,
}

impl Stretch {
    /// How many rows along the way those are at most.
    fn entries(&self) -> u64 {
        self.most.saturating_mul(self.way.each)
    }
}

/// A list, in the order of one column.
pub struct Listing {
    /// The way to all rows.
    pub all: Way,
    pub ascending: bool,
    pub conditions: Vec<Condition>,
}

impl Listing {
    pub fn of(table: &'static str, key: &'static str) -> Self {
        let all = Way {
            from: table,
            column: key,
            room: 1,
            each: 1,
            condition: "",
        };
        Self {
            all,
            ascending: false,
            conditions: Vec::new(),
        }
    }

    pub fn ascending(mut self) -> Self {
        self.ascending = true;
        self
    }

    /// Adds a condition on a column that has an index with the list's key behind it.
    pub fn by(mut self, holds: &'static str, value: Option<impl Into<Value>>) -> Self {
        let way = Way {
            condition: holds,
            ..self.all
        };
        if let Some(value) = value {
            self.conditions.push(Condition {
                way: Some(way),
                holds,
                value: Some(value.into()),
            });
        }
        self
    }

    /// Adds one that has an index and no value, if it is asked for.
    pub fn only(mut self, holds: &'static str, asked: bool) -> Self {
        let way = Way {
            condition: holds,
            ..self.all
        };
        if asked {
            self.conditions.push(Condition {
                way: Some(way),
                holds,
                value: None,
            });
        }
        self
    }

    /// Adds one that other rows tell of.
    pub fn through(
        mut self,
        way: Way,
        holds: &'static str,
        value: Option<impl Into<Value>>,
    ) -> Self {
        if let Some(value) = value {
            self.conditions.push(Condition {
                way: Some(way),
                holds,
                value: Some(value.into()),
            });
        }
        self
    }

    /// Adds one that no index helps with.
    pub fn and(mut self, holds: &'static str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            self.conditions.push(Condition {
                way: None,
                holds,
                value: Some(value.into()),
            });
        }
        self
    }

    /// A page of records, and where the next one begins.
    pub async fn page<R: Record>(
        mut self,
        pool: &AnyPool,
        asked: Asked<'_>,
        key: impl Fn(&R) -> Value,
    ) -> Result<List<R>, IndexError> {
        let limit = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
        let after = asked.after.map(|after| self.read(after)).transpose()?;
        let (way, value) = self.choose(pool).await?;
        let enough = limit.saturating_add(1);
        let most = if self.conditions.is_empty() {
            enough
        } else {
            SCANNED
        };
        let stretch = Stretch {
            way,
            value,
            after,
            most,
        };
        let (mut values, direction) = (Values::default(), self.direction());
        let rows = self.rows::<R>(&stretch, &mut values)?;
        let mut conditions = Vec::new();
        for condition in &self.conditions {
            let holds = placed(condition.holds, condition.value.as_ref(), &mut values)?;
            conditions.push(holds);
        }
        let sql = format!(
            "SELECT {} FROM ({rows}) AS t {} ORDER BY {} {direction} LIMIT {enough}",
            R::COLUMNS.join(", "),
            all_of(&conditions),
            self.all.column,
        );
        let rows = table::rows(pool, sql, values).await?;
        let items: Result<Vec<R>, _> = rows.iter().map(R::get).collect();
        let mut items = items?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let next = if items.len() > limit {
            items.truncate(limit);
            items.last().map(key)
        } else if self.conditions.is_empty() {
            None
        } else {
            self.last(pool, &stretch).await?
        };
        let next = next.map(|next| match next {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text,
        });
        Ok(List { items, next })
    }

    /// Where a page begins.
    fn read(&self, after: &str) -> Result<Value, IndexError> {
        let no_such_page = || IndexError::NoSuchPage {
            given: after.into(),
        };
        if !self.ascending {
            let number = after.parse::<u64>().map_err(|_| no_such_page())?;
            return Ok(Value::Number(number));
        }
        let known = !after.is_empty() && after.chars().all(|digit| digit.is_ascii_hexdigit());
        let text = known.then(|| Value::Text(after.into()));
        text.ok_or_else(no_such_page)
    }

    fn direction(&self) -> &'static str {
        if self.ascending {
            "ASC"
        } else {
            "DESC"
        }
    }

    /// Takes the rarest condition out, and goes by it.
    async fn choose(&mut self, pool: &AnyPool) -> Result<(Way, Option<Value>), IndexError> {
        let ways = self.conditions.iter().enumerate();
        let ways: Vec<(usize, Way)> = ways
            .filter_map(|(place, condition)| Some((place, condition.way?)))
            .collect();
        let mut best = ways.first().map(|(place, way)| (*place, *way));
        if ways.len() > 1 {
            let mut fewest = u64::MAX;
            for (place, way) in ways {
                let value = self.conditions.get(place).and_then(|it| it.value.as_ref());
                let mut values = Values::default();
                let condition = placed(way.condition, value, &mut values)?;
                let from = format!("{} WHERE {condition}", way.from);
                let count = table::count_up_to(pool, &from, values, COUNTED).await?;
                if count < fewest {
                    fewest = count;
                    best = Some((place, way));
                }
            }
        }
        Ok(match best {
            Some((place, way)) => (way, self.conditions.remove(place).value),
            None => (self.all, None),
        })
    }

    /// Selects the rows that are looked at. They have a limit of their own, which no database takes other conditions
    /// through: one that thought it better to begin with those might look at every row there is.
    fn rows<R: Record>(
        &self,
        stretch: &Stretch,
        values: &mut Values,
    ) -> Result<String, IndexError> {
        let columns = R::COLUMNS.join(", ");
        let Way { from, column, .. } = self.all;
        let way = stretch.way;
        if way.from == from {
            return self.along(stretch, &columns, values);
        }
        // Several may lie behind one key.
        let keys = self.along(stretch, &format!("{} AS k", way.column), values)?;
        let (room, most, direction) = (way.room, stretch.entries(), self.direction());
        Ok(format!(
            "SELECT {columns} FROM (SELECT DISTINCT i.k / {room} AS k FROM ({keys}) AS i) AS d \
             CROSS JOIN {from} AS t WHERE t.{column} = d.k ORDER BY d.k {direction} LIMIT {most}"
        ))
    }

    /// Selects what is asked for of what lies along a stretch.
    fn along(
        &self,
        stretch: &Stretch,
        what: &str,
        values: &mut Values,
    ) -> Result<String, IndexError> {
        let Stretch {
            way, value, after, ..
        } = stretch;
        let Way { from, column, .. } = way;
        let (most, direction) = (stretch.entries(), self.direction());
        let mut conditions = Vec::new();
        if !way.condition.is_empty() {
            conditions.push(placed(way.condition, value.as_ref(), values)?);
        }
        if let Some(after) = after {
            let after = match after {
                Value::Number(number) => Value::Number(number.saturating_mul(way.room)),
                text => text.clone(),
            };
            let sign = if self.ascending { ">" } else { "<" };
            conditions.push(format!("{column} {sign} {}", values.add(&after)?));
        }
        let conditions = all_of(&conditions);
        Ok(format!(
            "SELECT {what} FROM {from} {conditions} ORDER BY {column} {direction} LIMIT {most}"
        ))
    }

    /// The last key that was looked at, if there may be more behind it.
    async fn last(&self, pool: &AnyPool, stretch: &Stretch) -> Result<Option<Value>, IndexError> {
        let way = stretch.way;
        let mut values = Values::default();
        let keys = self.along(stretch, way.column, &mut values)?;
        let last = if self.ascending { "max" } else { "min" };
        let sql = format!("SELECT {last}({}), count(*) FROM ({keys}) AS d", way.column);
        let found = table::rows(pool, sql, values).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        if u64::get(row, 1)? < stretch.entries() {
            return Ok(None);
        }
        Ok(Some(match Value::get(row, 0)? {
            Value::Number(number) => {
                Value::Number(number.checked_div(way.room).unwrap_or_default())
            }
            text => text,
        }))
    }
}

fn all_of(conditions: &[String]) -> String {
    match conditions.is_empty() {
        true => String::new(),
        false => format!("WHERE {}", conditions.join(" AND ")),
    }
}

/// The condition with the place of its value.
fn placed(
    condition: &str,
    value: Option<&Value>,
    values: &mut Values,
) -> Result<String, IndexError> {
    Ok(match value {
        Some(value) => condition.replace('?', &values.add(value)?),
        None => condition.into(),
    })
}
