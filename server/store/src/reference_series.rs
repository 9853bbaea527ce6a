//! Published series that stand beside our own figures.

use std::collections::BTreeMap;

use domain::{ReferencePoint, ReferenceSeries, ReferenceTable, Slug};
use sqlx::any::AnyRow;

use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

const TABLE: &str = "reference_series";
const SELECT: &str = "SELECT slug, name, publisher, licence, page, address, date_column,
        value_column, only_rows, read_at
    FROM reference_series ORDER BY slug";
const UPSERT: &str = "INSERT INTO reference_series
        (slug, name, publisher, licence, page, address, date_column, value_column, only_rows, read_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (slug) DO UPDATE SET name = excluded.name, publisher = excluded.publisher,
        licence = excluded.licence, page = excluded.page, address = excluded.address,
        date_column = excluded.date_column, value_column = excluded.value_column,
        only_rows = excluded.only_rows, read_at = excluded.read_at";
const DELETE_POINTS: &str = "DELETE FROM reference_point WHERE series = $1";
const INSERT_POINTS: &str = "INSERT INTO reference_point (series, day, thousandths)
    SELECT $1, CAST(r.value->>0 AS BIGINT), CAST(r.value->>1 AS BIGINT) FROM each_row($2) r
    WHERE true";

impl Store {
    /// Keeps a series in place of the one of its name: publishers revise the past,
    /// so all its values are replaced.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn set_reference_series(&self, series: &ReferenceSeries) -> Result<()> {
        let engine = self.engine();
        let slug = series.slug.as_str();
        let only: BTreeMap<&str, &str> = series
            .table
            .only
            .iter()
            .map(|(column, text)| (column.as_str(), text.as_str()))
            .collect();
        let points = series
            .points
            .iter()
            .map(|point| (point.day.millis(), point.thousandths));
        let mut transaction = self.begin().await?;
        sqlx::query(statement(engine, UPSERT))
            .bind(slug)
            .bind(series.name.as_str())
            .bind(series.publisher.as_str())
            .bind(series.licence.as_str())
            .bind(series.page.as_str())
            .bind(series.table.address.as_deref())
            .bind(series.table.date.as_str())
            .bind(series.table.value.as_str())
            .bind(json::value(&only))
            .bind(series.read_at.millis())
            .execute(&mut *transaction)
            .await?;
        sqlx::query(statement(engine, DELETE_POINTS))
            .bind(slug)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(statement(engine, INSERT_POINTS))
            .bind(slug)
            .bind(json::array(points))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Every series with its values, by name.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_reference_series(&self) -> Result<Vec<ReferenceSeries>> {
        let rows = sqlx::query(SELECT).fetch_all(self.readers()).await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut series = read(row)?;
            series.points = self.list_points(&series.slug).await?;
            all.push(series);
        }
        Ok(all)
    }

    async fn list_points(&self, series: &Slug) -> Result<Vec<ReferencePoint>> {
        let text = "SELECT day, thousandths FROM reference_point WHERE series = $1 ORDER BY day";
        let rows = sqlx::query(text)
            .bind(series.as_str())
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "reference_point").named(series);
                let thousandths = reader.number(1, "thousandths")?;
                Ok(ReferencePoint {
                    day: reader.time(0, "day")?,
                    thousandths: i32::try_from(thousandths)
                        .map_err(|error| reader.unreadable("thousandths", error))?,
                })
            })
            .collect()
    }

    /// Removes a series; `false` when there is none of the name.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn delete_reference_series(&self, slug: &Slug) -> Result<bool> {
        let mut transaction = self.begin().await?;
        sqlx::query(DELETE_POINTS)
            .bind(slug.as_str())
            .execute(&mut *transaction)
            .await?;
        let deleted = sqlx::query("DELETE FROM reference_series WHERE slug = $1")
            .bind(slug.as_str())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(deleted.rows_affected() > 0)
    }

    /// A text that differs whenever the series do: what is made of them may be
    /// kept until it changes.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn reference_state(&self) -> Result<String> {
        let text = "SELECT COALESCE(string_agg(slug || ' ' || read_at, ','), '')
            FROM (SELECT slug, read_at FROM reference_series ORDER BY slug) s";
        let row = sqlx::query(text).fetch_one(self.readers()).await?;
        Ok(Reader::new(&row, TABLE).text(0, "read_at")?.to_owned())
    }
}

fn read(row: &AnyRow) -> Result<ReferenceSeries> {
    let reader = Reader::new(row, TABLE);
    let slug: Slug = reader.parsed(0, "slug", |text| Slug::parse(text).ok())?;
    let reader = reader.named(&slug);
    let text = |index, column| reader.text(index, column).map(str::to_owned);
    let only: BTreeMap<String, String> = serde_json::from_str(reader.text(8, "only_rows")?)
        .map_err(|error| reader.unreadable("only_rows", error))?;
    Ok(ReferenceSeries {
        name: text(1, "name")?,
        publisher: text(2, "publisher")?,
        licence: text(3, "licence")?,
        page: text(4, "page")?,
        table: ReferenceTable {
            address: reader.optional_text(5, "address")?.map(str::to_owned),
            date: text(6, "date_column")?,
            value: text(7, "value_column")?,
            only: only.into_iter().collect(),
        },
        read_at: reader.time(9, "read_at")?,
        points: Vec::new(),
        slug,
    })
}
