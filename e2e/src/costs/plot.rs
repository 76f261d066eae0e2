//! Lines over two axes as SVG: one file without anything from elsewhere, light or dark as its reader likes it.

use std::fmt::Write;

/// Colours by class, all below `ac`, so that nothing else on a page changes that a plot is put into.
const STYLE: &str = "
.ac text{font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:12px;fill:#59636e}
.ac .title{font-size:16px;font-weight:600;fill:#1f2328}.ac .page{fill:#ffffff}
.ac .grid{stroke:#d1d9e0;stroke-width:1}.ac .base{stroke:#59636e;stroke-width:1}
.ac .line{fill:none;stroke-width:2;stroke-linejoin:round}.ac .dashed{stroke-dasharray:3 4;stroke-width:1.5}.ac .name{font-weight:600}
.ac .c0{stroke:#0969da;fill:#0969da}.ac .c1{stroke:#1a7f37;fill:#1a7f37}.ac .c2{stroke:#c4212d;fill:#c4212d}
.ac .c3{stroke:#8250df;fill:#8250df}.ac .c4{stroke:#8a5a00;fill:#8a5a00}.ac .c5{stroke:#59636e;fill:#59636e}
.ac .line{fill:none}.ac .name{stroke:none}
@media (prefers-color-scheme:dark){
.ac text{fill:#9198a1}.ac .title{fill:#f0f6fc}.ac .page{fill:#0d1117}.ac .grid{stroke:#262c36}.ac .base{stroke:#9198a1}
.ac .c0{stroke:#4493f8;fill:#4493f8}.ac .c1{stroke:#3fb950;fill:#3fb950}.ac .c2{stroke:#ff7b72;fill:#ff7b72}
.ac .c3{stroke:#ab7df8;fill:#ab7df8}.ac .c4{stroke:#d29922;fill:#d29922}.ac .c5{stroke:#9198a1;fill:#9198a1}
.ac .line{fill:none}.ac .name{stroke:none}
}";

const COLOURS: usize = 6;
const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 400.0;
/// The sides of the field in which the lines are. Their names stand right of it.
const LEFT: f64 = 76.0;
const RIGHT: f64 = 576.0;
const TOP: f64 = 76.0;
const BOTTOM: f64 = 340.0;
/// Names closer than this would touch.
const ROW: f64 = 16.0;

/// Lines, and what they are about.
pub struct Plot<'a> {
    pub title: &'a str,
    pub x: &'a str,
    pub y: &'a str,
    /// Where marks are on the axis below, which grows by factors. What is below 1 stands where 1 does.
    pub marks: &'a [u64],
    /// Whether the axis at the side grows by factors, too. Otherwise it begins at zero.
    pub by_factors: bool,
    pub lines: Vec<Line>,
}

/// A line with its name, if it has one, at its end.
pub struct Line {
    pub name: String,
    pub colour: usize,
    pub dashed: bool,
    /// From left to right.
    pub points: Vec<(u64, f64)>,
}

impl Plot<'_> {
    /// The whole picture.
    pub fn svg(&self) -> String {
        let Self { title, x, y, .. } = self;
        let middle = (LEFT + RIGHT) / 2.0;
        let mut out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" class="ac" role="img">
<title>{title}</title>
<style>{STYLE}
</style>
<rect class="page" width="{WIDTH}" height="{HEIGHT}" rx="12"/>
<text class="title" x="24" y="34">{title}</text>
<text x="24" y="56">{y}</text>
<text x="{middle}" y="384" text-anchor="middle">{x}</text>
"#
        );
        self.axes(&mut out);
        for line in &self.lines {
            self.line(&mut out, line);
        }
        self.names(&mut out);
        out.push_str("</svg>\n");
        out
    }

    fn axes(&self, out: &mut String) {
        for value in self.steps() {
            let (at, number) = (self.at_side(value), number(value));
            let (class, base) = match at == BOTTOM {
                true => ("base", BOTTOM + 4.0),
                false => ("grid", at + 4.0),
            };
            let _ = writeln!(
                out,
                r#"<line class="{class}" x1="{LEFT}" y1="{at:.1}" x2="{RIGHT}" y2="{at:.1}"/><text x="{:.1}" y="{base:.1}" text-anchor="end">{number}</text>"#,
                LEFT - 10.0
            );
        }
        for mark in self.marks {
            let (at, number) = (self.at_bottom(*mark), number(*mark as f64));
            let _ = writeln!(
                out,
                r#"<line class="base" x1="{at:.1}" y1="{BOTTOM}" x2="{at:.1}" y2="{}"/><text x="{at:.1}" y="{}" text-anchor="middle">{number}</text>"#,
                BOTTOM + 5.0,
                BOTTOM + 20.0
            );
        }
    }

    fn line(&self, out: &mut String, line: &Line) {
        let places = line
            .points
            .iter()
            .map(|(x, y)| (self.at_bottom(*x), self.at_side(*y)));
        let path: Vec<String> = places
            .clone()
            .map(|(x, y)| format!("{x:.1} {y:.1}"))
            .collect();
        let (colour, dashed) = (
            line.colour % COLOURS,
            if line.dashed { " dashed" } else { "" },
        );
        let _ = writeln!(
            out,
            r#"<path class="line c{colour}{dashed}" d="M{}"/>"#,
            path.join("L")
        );
        if !line.dashed {
            for (x, y) in places {
                let _ = writeln!(
                    out,
                    r#"<circle class="c{colour}" cx="{x:.1}" cy="{y:.1}" r="3"/>"#
                );
            }
        }
    }

    /// Each beside the end of its line, or as near as the others let it.
    fn names(&self, out: &mut String) {
        let mut names: Vec<_> = self
            .lines
            .iter()
            .filter(|line| !line.name.is_empty())
            .filter_map(|line| Some((self.at_side(line.points.last()?.1), line)))
            .collect();
        names.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let mut free = TOP;
        for (end, _) in &mut names {
            *end = end.max(free);
            free = *end + ROW;
        }
        let mut free = BOTTOM - 4.0;
        for (end, _) in names.iter_mut().rev() {
            *end = end.min(free);
            free = *end - ROW;
        }
        for (end, line) in names {
            let _ = writeln!(
                out,
                r#"<text class="name c{}" x="{}" y="{:.1}">{}</text>"#,
                line.colour % COLOURS,
                RIGHT + 12.0,
                end + 4.0,
                line.name
            );
        }
    }

    fn at_bottom(&self, value: u64) -> f64 {
        let end = self.marks.last().copied().unwrap_or_default();
        LEFT + (RIGHT - LEFT) * factors(value as f64) / factors(end as f64)
    }

    fn at_side(&self, value: f64) -> f64 {
        let (first, last) = self.ends();
        let part = if self.by_factors {
            (value / first).log10() / (last / first).log10()
        } else {
            value / last
        };
        BOTTOM - (BOTTOM - TOP) * part
    }

    /// Where the axis at the side begins and ends.
    fn ends(&self) -> (f64, f64) {
        let steps = self.steps();
        let end = |value: Option<&f64>| value.copied().unwrap_or(1.0);
        (end(steps.first()), end(steps.last()))
    }

    /// Round numbers from below the least to above the greatest.
    fn steps(&self) -> Vec<f64> {
        let values = || {
            self.lines
                .iter()
                .flat_map(|line| &line.points)
                .map(|it| it.1)
        };
        let most = values().fold(f64::MIN_POSITIVE, f64::max);
        if self.by_factors {
            let least = values().fold(most, f64::min);
            let (from, to) = (least.log10().floor() as i32, most.log10().ceil() as i32);
            // Read rather than reckoned: 0.001 is to be written as such.
            let step = |power: i32| format!("1e{power}").parse().unwrap_or_default();
            return (from..=to.max(from + 1)).map(step).collect();
        }
        let rough = most / 6.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
        let step = step
            .into_iter()
            .find(|step| *step >= rough)
            .unwrap_or(rough);
        (0..=(most / step).ceil() as u32)
            .map(|count| f64::from(count) * step)
            .collect()
    }
}

fn factors(value: f64) -> f64 {
    value.max(1.0).log10()
}

/// As people write it: `1,000,000`, `0.01`.
pub fn number(value: f64) -> String {
    if value.fract() != 0.0 {
        return value.to_string();
    }
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(by_factors: bool, points: &[(u64, f64)]) -> Plot<'static> {
        Plot {
            title: "a title",
            x: "traces",
            y: "microseconds",
            marks: &[0, 1_000, 1_000_000],
            by_factors,
            lines: vec![Line {
                name: "a line".into(),
                colour: 0,
                dashed: false,
                points: points.to_vec(),
            }],
        }
    }

    #[test]
    fn zero_stands_at_the_left_end_and_the_last_mark_at_the_right() {
        let plot = plot(false, &[(0, 3.0), (1_000_000, 9.0)]);
        assert_eq!(plot.at_bottom(0), LEFT);
        assert_eq!(plot.at_bottom(1_000_000), RIGHT);
        assert_eq!(plot.at_bottom(1_000), (LEFT + RIGHT) / 2.0);
    }

    #[test]
    fn an_even_axis_begins_at_zero_and_ends_above_all() {
        let plot = plot(false, &[(0, 300.0), (1_000, 940.0)]);
        assert_eq!(plot.steps(), [0.0, 200.0, 400.0, 600.0, 800.0, 1_000.0]);
        assert_eq!(plot.at_side(0.0), BOTTOM);
        assert_eq!(plot.at_side(1_000.0), TOP);
    }

    #[test]
    fn an_axis_of_factors_shows_each_factor_as_far_as_the_next() {
        let plot = plot(true, &[(0, 0.02), (1_000, 940.0)]);
        assert_eq!(plot.steps(), [0.01, 0.1, 1.0, 10.0, 100.0, 1_000.0]);
        let gap = plot.at_side(0.1) - plot.at_side(1.0);
        assert!((gap - (plot.at_side(10.0) - plot.at_side(100.0))).abs() < 1e-9);
    }

    #[test]
    fn numbers_are_grouped() {
        let written = [0.0, 999.0, 1_000.0, 1_234_567.0, 0.01].map(number);
        assert_eq!(written, ["0", "999", "1,000", "1,234,567", "0.01"]);
    }
}
