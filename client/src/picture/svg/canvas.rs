//! Shapes and wrapped text on a page that grows downwards.

use crate::picture::lines::{Line, Part, Tone};
use std::fmt::Write;

/// Colours by class, so that one picture serves light pages and dark ones; all below `at`, so that nothing else on a
/// page changes that it is put into.
const STYLE: &str = "
.at text{font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:13px;white-space:pre}
.at .c{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:12px}
.at .title{font-size:22px}.at .heading{font-size:15px}.at .small{font-size:11px}.at .small .c{font-size:11px}
.at .b{font-weight:600}.at .number{font-size:14px;font-weight:600;text-anchor:middle;fill:#ffffff}
.at .page{fill:#ffffff}.at .card{fill:#f6f8fa;stroke:#d1d9e0}.at .fault{fill:#ffffff;stroke:#d1d9e0}
.at .plain{fill:#1f2328}.at .quiet{fill:#59636e}.at .good{fill:#1a7f37}.at .bad{fill:#c4212d}.at .open{fill:#8a5a00}
.at .spine{stroke:#d1d9e0;stroke-width:2}.at .disc{fill:#0969da}.at .empty{fill:#d1d9e0}
.at .up{fill:none;stroke:#8250df;stroke-width:1.5;stroke-dasharray:5 4}.at .tip{fill:#8250df}
@media (prefers-color-scheme:dark){
.at .page{fill:#0d1117}.at .card{fill:#151b23;stroke:#3d444d}.at .fault{fill:#0d1117;stroke:#3d444d}
.at .plain{fill:#f0f6fc}.at .quiet{fill:#9198a1}.at .good{fill:#3fb950}.at .bad{fill:#ff7b72}.at .open{fill:#d29922}
.at .spine{stroke:#3d444d}.at .disc{fill:#1f6feb}.at .empty{fill:#3d444d}.at .up{stroke:#ab7df8}.at .tip{fill:#ab7df8}
}";

/// A size of letters.
#[derive(Clone, Copy)]
pub(super) enum Face {
    Title,
    Heading,
    Usual,
    Small,
}

impl Face {
    fn class(self) -> &'static str {
        match self {
            Self::Title => " title",
            Self::Heading => " heading",
            Self::Usual => "",
            Self::Small => " small",
        }
    }

    /// How high a line is, and how wide a letter of text and one of code is taken to be. Fonts differ; these are wide.
    fn sizes(self) -> (f32, f32, f32) {
        match self {
            Self::Title => (32.0, 13.5, 7.3),
            Self::Heading => (24.0, 8.6, 7.3),
            Self::Usual => (20.0, 7.3, 7.3),
            Self::Small => (17.0, 6.3, 6.7),
        }
    }
}

pub(super) struct Canvas {
    width: f32,
    y: f32,
    /// What is drawn later lies above.
    shapes: Vec<String>,
}

impl Canvas {
    pub fn new(width: f32) -> Self {
        Self {
            width,
            y: 0.0,
            shapes: Vec::new(),
        }
    }

    pub fn y(&self) -> f32 {
        self.y
    }

    pub fn down(&mut self, by: f32) {
        self.y += by;
    }

    pub fn go_to(&mut self, y: f32) {
        self.y = y;
    }

    /// A place below all that follows, for a shape whose size is known only then.
    pub fn hold_place(&mut self) -> usize {
        self.shapes.push(String::new());
        self.shapes.len().saturating_sub(1)
    }

    pub fn fill_place(
        &mut self,
        place: usize,
        (x, y, width, height): (f32, f32, f32, f32),
        round: f32,
        class: &str,
    ) {
        let shape = format!(
            r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="{round:.0}"/>"#
        );
        if let Some(held) = self.shapes.get_mut(place) {
            *held = shape;
        }
    }

    /// A line of text between two edges, in as many rows as it needs.
    pub fn text(&mut self, left: f32, right: f32, line: &Line, face: Face) {
        let (height, text, code) = face.sizes();
        let (tone, size) = (class_of(line.tone), face.class());
        for row in rows(line, right - left, text, code) {
            let mut spans = String::new();
            for (part, words) in row {
                let words = escaped(&words);
                match part {
                    Part::Text(_) => spans.push_str(&words),
                    Part::Strong(_) => {
                        let _ = write!(spans, r#"<tspan class="b">{words}</tspan>"#);
                    }
                    Part::Code(_) => {
                        let _ = write!(spans, r#"<tspan class="c">{words}</tspan>"#);
                    }
                }
            }
            let base = self.y + height * 0.7;
            self.shapes.push(format!(
                r#"<text class="{tone}{size}" x="{left:.1}" y="{base:.1}">{spans}</text>"#
            ));
            self.y += height;
        }
    }

    pub fn meter(&mut self, x: f32, y: f32, width: f32, share: f32, said: &str) {
        let (said, filled) = (escaped(said), width * share.clamp(0.0, 1.0));
        self.shapes.push(format!(
            r#"<g><title>{said}</title><rect class="empty" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="6" rx="3"/><rect class="good" x="{x:.1}" y="{y:.1}" width="{filled:.1}" height="6" rx="3"/></g>"#
        ));
    }

    pub fn dot(&mut self, x: f32, y: f32, tone: Tone) {
        let tone = class_of(tone);
        self.shapes.push(format!(
            r#"<circle class="{tone}" cx="{x:.1}" cy="{y:.1}" r="3"/>"#
        ));
    }

    pub fn bar(&mut self, x: f32, y: f32, height: f32, tone: Tone) {
        let tone = class_of(tone);
        self.shapes.push(format!(
            r#"<rect class="{tone}" x="{x:.1}" y="{y:.1}" width="4" height="{height:.1}" rx="2"/>"#
        ));
    }

    /// Out to the side, along it and back in, with a tip at its end.
    pub fn arrow(&mut self, from: (f32, f32), to: (f32, f32), side: f32) {
        let ((x1, y1), (x2, y2)) = (from, to);
        // From the lower edge of a corner to its other end.
        let corner = 8.0;
        let (bend, lower, upper) = (side - corner, y1 - corner, y2 + corner);
        let end = x2 + 9.0;
        self.shapes.push(format!(
            r#"<path class="up" d="M{x1:.1} {y1:.1}H{bend:.1}Q{side:.1} {y1:.1} {side:.1} {lower:.1}V{upper:.1}Q{side:.1} {y2:.1} {bend:.1} {y2:.1}H{end:.1}"/><path class="tip" d="M{x2:.1} {y2:.1}l10 -5v10z"/>"#
        ));
    }

    pub fn spine(&mut self, x: f32, from: f32, to: f32) {
        self.shapes.push(format!(
            r#"<line class="spine" x1="{x:.1}" y1="{from:.1}" x2="{x:.1}" y2="{to:.1}"/>"#
        ));
    }

    pub fn number(&mut self, x: f32, y: f32, number: u8) {
        let base = y + 5.0;
        self.shapes.push(format!(
            r#"<circle class="disc" cx="{x:.1}" cy="{y:.1}" r="15"/><text class="number" x="{x:.1}" y="{base:.1}">{number}</text>"#
        ));
    }

    pub fn finish(self, title: &str, description: &str) -> String {
        let (width, height) = (self.width, self.y);
        let (title, description) = (escaped(title), escaped(description));
        let shapes = self.shapes.join("\n");
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}" class="at" role="img" xml:space="preserve">
<title>{title}</title>
<desc>{description}</desc>
<style>{STYLE}
</style>
<rect class="page" width="{width:.0}" height="{height:.0}" rx="12"/>
{shapes}
</svg>
"#
        )
    }
}

fn class_of(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Quiet => "quiet",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Open => "open",
    }
}

/// Breaks a line at its spaces, and longer words where they end, so that no row is wider than this.
fn rows(line: &Line, width: f32, text: f32, code: f32) -> Vec<Vec<(&Part, String)>> {
    let (mut rows, mut row, mut used) = (Vec::new(), Vec::<(&Part, String)>::new(), 0.0);
    for part in &line.parts {
        let (words, letter) = match part {
            Part::Text(words) | Part::Strong(words) => (words, text),
            Part::Code(words) => (words, code),
        };
        // An amount stays with its unit.
        let words = words.replace(" token", "\u{a0}token");
        for word in words
            .split_inclusive(' ')
            .flat_map(|word| pieces(word, width, letter))
        {
            // A space at the end may stand over the edge.
            let wide = letter * word.trim_end().chars().count() as f32;
            if used + wide > width && !row.is_empty() {
                rows.push(std::mem::take(&mut row));
                used = 0.0;
            }
            used += letter * word.chars().count() as f32;
            match row.last_mut() {
                Some((last, words)) if std::ptr::eq(*last, part) => words.push_str(&word),
                _ => row.push((part, word)),
            }
        }
    }
    rows.push(row);
    rows
}

fn pieces(word: &str, width: f32, letter: f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for character in word.chars() {
        if used + letter > width && character != ' ' {
            pieces.push(String::new());
            used = 0.0;
        }
        used += letter;
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
