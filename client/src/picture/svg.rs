//! A trace as a picture for documents and web pages.

mod canvas;

use super::lines::{self, Line, Tone};
use crate::{
    display::with_unit,
    history::{FaultHistory, History, Promise, StepHistory},
};
use canvas::{Canvas, Face};
use std::collections::BTreeMap;

/// All is as wide, and as high as it must be.
const WIDTH: f32 = 960.0;
const MARGIN: f32 = 28.0;
/// Where the numbers of the steps stand.
const SPINE: f32 = 48.0;
const CARD: f32 = 84.0;
const CARD_END: f32 = 896.0;
const PADDING: f32 = 18.0;
const METER: f32 = 112.0;
/// Where addresses stand beside their names.
const NAMES_END: f32 = 300.0;

/// Draws a trace as SVG: one file without anything from elsewhere, light or dark as its reader likes it.
///
/// ```
/// # fn example(history: &answerable_client::history::History) -> std::io::Result<()> {
/// std::fs::write("trace.svg", answerable_client::picture::svg(history))
/// # }
/// ```
pub fn svg(history: &History) -> String {
    let mut picture = Picture {
        canvas: Canvas::new(WIDTH),
        history,
        faults: BTreeMap::new(),
        spine: Vec::new(),
    };
    picture.head();
    for step in &history.steps {
        picture.step(step);
    }
    picture.recourses();
    picture.foot();
    let numbers = std::mem::take(&mut picture.spine);
    picture.numbers(&numbers);
    let id = format!("{:?}", history.id);
    picture.canvas.finish(
        &format!("Trace {id}"),
        "The steps of the trace, who answers for each, and what became of its faults",
    )
}

struct Picture<'a> {
    canvas: Canvas,
    history: &'a History,
    /// Where each fault stands.
    faults: BTreeMap<u64, f32>,
    /// Where the numbers of the steps belong.
    spine: Vec<(u8, f32)>,
}

impl Picture<'_> {
    fn head(&mut self) {
        self.canvas.down(MARGIN);
        let id = format!("{:?}", self.history.id);
        let title = Line::new(Tone::Plain).strong("Trace");
        self.canvas.text(MARGIN, CARD_END, &title, Face::Title);
        let id = Line::new(Tone::Plain).code(id);
        self.canvas.text(MARGIN, CARD_END, &id, Face::Usual);
        for line in lines::head(self.history) {
            self.canvas.text(MARGIN, CARD_END, &line, Face::Usual);
        }
        self.canvas.down(16.0);
    }

    fn step(&mut self, step: &StepHistory) {
        let history = self.history;
        let top = self.canvas.y();
        let card = self.canvas.hold_place();
        self.spine.push((step.number, top + 27.0));
        self.canvas.down(PADDING - 4.0);
        let (left, right) = (CARD + PADDING, CARD_END - PADDING);
        self.canvas
            .text(left, right, &lines::step(history, step), Face::Heading);
        self.canvas
            .text(left, right, &lines::commitment(step), Face::Small);
        self.canvas.down(8.0);
        if step.promises.is_empty() {
            self.canvas.text(left, right, &lines::nobody(), Face::Usual);
        }
        for promise in &step.promises {
            self.promise(step, promise);
        }
        for fault in history.faults_of(step.number) {
            self.fault(fault);
        }
        self.canvas.down(PADDING - 6.0);
        let height = self.canvas.y() - top;
        self.canvas
            .fill_place(card, (CARD, top, CARD_END - CARD, height), 10.0, "card");
        self.canvas.down(16.0);
    }

    /// A line, and a meter of what is left of the cover.
    fn promise(&mut self, step: &StepHistory, promise: &Promise) {
        let (left, right) = (CARD + PADDING, CARD_END - PADDING);
        let top = self.canvas.y();
        let line = lines::promise(self.history, step.number, promise);
        let text_end = right - METER - 20.0;
        self.canvas.text(left, text_end, &line, Face::Usual);
        let meter = right - METER;
        let share = match promise.released {
            true => 0.0,
            false => part(promise.left.units(), promise.cover.units()),
        };
        let said = format!(
            "{} left of {}",
            with_unit(promise.left),
            with_unit(promise.cover)
        );
        self.canvas.meter(meter, top + 8.0, METER, share, &said);
        self.canvas.down(4.0);
    }

    fn fault(&mut self, fault: &FaultHistory) {
        let history = self.history;
        self.canvas.down(8.0);
        let top = self.canvas.y();
        let card = self.canvas.hold_place();
        let (left, right) = (CARD + PADDING, CARD_END - PADDING);
        self.faults.insert(fault.id, top + 20.0);
        self.canvas.down(8.0);
        self.canvas.text(
            left + 18.0,
            right - 14.0,
            &lines::fault(history, fault),
            Face::Usual,
        );
        for mut line in lines::life(history, fault) {
            let dot = self.canvas.y() + 9.0;
            self.canvas.dot(left + 24.0, dot, line.tone);
            // The dot has the colour; a page of coloured text is hard to read.
            if line.tone != Tone::Quiet {
                line.tone = Tone::Plain;
            }
            self.canvas
                .text(left + 36.0, right - 14.0, &line, Face::Usual);
        }
        self.canvas.down(8.0);
        let height = self.canvas.y() - top;
        let width = right - left;
        self.canvas
            .fill_place(card, (left, top, width, height), 6.0, "fault");
        self.canvas.bar(left, top, height, lines::tone_of(fault));
        self.canvas.down(4.0);
    }

    /// From where a surety paid up to where it turned.
    fn recourses(&mut self) {
        let recourses = self.history.faults.iter().filter(|fault| fault.recourse);
        for (index, recourse) in recourses.enumerate() {
            let Some(&to) = self.faults.get(&recourse.id) else {
                continue;
            };
            let paid = self.history.faults.iter().filter(|fault| {
                fault.step > recourse.step
                    && fault
                        .turns
                        .iter()
                        .any(|turn| turn.surety == recourse.beneficiary && !turn.paid.is_zero())
            });
            // Lines side by side do not hide each other, as far as there is room.
            let lane = [20.0, 32.0, 44.0, 26.0, 38.0, 50.0];
            let lane = lane.get(index % lane.len()).copied().unwrap_or(20.0);
            for fault in paid {
                if let Some(&from) = self.faults.get(&fault.id) {
                    self.canvas.arrow(
                        (CARD_END - PADDING, from),
                        (CARD_END - PADDING, to),
                        CARD_END + lane,
                    );
                }
            }
        }
    }

    fn foot(&mut self) {
        self.canvas
            .text(CARD, CARD_END, &lines::sums(self.history), Face::Usual);
        let people = lines::people(self.history);
        if !people.is_empty() {
            self.canvas.down(10.0);
        }
        for (name, address) in people {
            let top = self.canvas.y();
            let name = Line::new(Tone::Quiet).text(name);
            let address = Line::new(Tone::Quiet).code(address);
            self.canvas.text(CARD, NAMES_END, &name, Face::Small);
            let bottom = self.canvas.y();
            self.canvas.go_to(top);
            self.canvas.text(NAMES_END, CARD_END, &address, Face::Small);
            self.canvas.go_to(bottom);
        }
        self.canvas.down(MARGIN - 8.0);
    }

    fn numbers(&mut self, numbers: &[(u8, f32)]) {
        if let (Some((_, first)), Some((_, last))) = (numbers.first(), numbers.last()) {
            self.canvas.spine(SPINE, *first, *last);
        }
        for (number, y) in numbers {
            self.canvas.number(SPINE, *y, *number);
        }
    }
}

/// How much of the whole, from 0 to 1; what a float cannot tell apart no eye can.
fn part(part: u128, whole: u128) -> f32 {
    if whole == 0 {
        return 0.0;
    }
    part as f32 / whole as f32
}
