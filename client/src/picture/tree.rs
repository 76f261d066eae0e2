//! A trace as a tree for a terminal.

use super::lines::{self, Line, Part, Tone};
use crate::history::{History, StepHistory};
use anstyle::{AnsiColor, Style};

/// Draws a trace with lines and colours for a terminal.
///
/// Print it with `anstream`, which leaves the colours out where nobody sees them or `NO_COLOR` is set.
pub fn tree(history: &History) -> String {
    let id = format!("{:?}", history.id);
    let title = Line::new(Tone::Plain).strong("trace ").code(id);
    let mut out = String::new();
    put(&mut out, "", &title);
    for line in lines::head(history) {
        put(&mut out, "│ ", &line);
    }
    put(&mut out, "│", &Line::new(Tone::Plain));
    let nodes: Vec<Node> = history
        .steps
        .iter()
        .map(|it| of_step(history, it))
        .collect();
    draw(&mut out, "", &nodes);
    out.push('\n');
    put(&mut out, "", &lines::sums(history));
    let people = lines::people(history);
    let width = people.iter().map(|(name, _)| name.chars().count()).max();
    for (name, address) in &people {
        let width = width.unwrap_or_default();
        put(
            &mut out,
            "",
            &Line::new(Tone::Quiet).text(format!("{name:<width$}  {address}")),
        );
    }
    out
}

/// A line with others below it, which may have others below them.
struct Node {
    line: Line,
    children: Vec<Node>,
}

impl Node {
    fn leaf(line: Line) -> Self {
        Self {
            line,
            children: Vec::new(),
        }
    }
}

fn of_step(history: &History, step: &StepHistory) -> Node {
    let mut line = lines::step(history, step);
    line.parts
        .insert(0, Part::Strong(format!("{} ", step.number)));
    let mut children = vec![Node::leaf(lines::commitment(step))];
    if step.promises.is_empty() {
        children.push(Node::leaf(lines::nobody()));
    }
    let promises = step.promises.iter();
    children.extend(promises.map(|it| Node::leaf(lines::promise(history, step.number, it))));
    children.extend(history.faults_of(step.number).map(|fault| {
        Node {
            line: lines::fault(history, fault),
            children: lines::life(history, fault)
                .into_iter()
                .map(Node::leaf)
                .collect(),
        }
    }));
    Node { line, children }
}

fn draw(out: &mut String, indent: &str, nodes: &[Node]) {
    let last = nodes.len().saturating_sub(1);
    for (index, node) in nodes.iter().enumerate() {
        let (branch, below) = if index == last {
            ("╰─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        put(out, &format!("{indent}{branch}"), &node.line);
        draw(out, &format!("{indent}{below}"), &node.children);
    }
}

fn put(out: &mut String, indent: &str, line: &Line) {
    out.push_str(indent);
    let colour = match line.tone {
        Tone::Plain => Style::new(),
        Tone::Quiet => Style::new().dimmed(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Bad => AnsiColor::Red.on_default(),
        Tone::Open => AnsiColor::Yellow.on_default(),
    };
    for part in &line.parts {
        let (style, text) = match part {
            Part::Text(text) => (colour, text),
            Part::Strong(text) => (colour.bold(), text),
            Part::Code(text) => (colour, text),
        };
        // Nothing is styled where there is no style, and no style hangs over.
        out.push_str(&format!("{style}{text}{style:#}"));
    }
    out.push('\n');
}
