//! Text with commas that Excel opens rightly and that starts nothing when it is opened.

use std::io::{self, Write};

use crate::normal::is_formula_like;

/// UTF-8 with a mark at the start, commas, lines ended by CR LF (RFC 4180).
pub(super) struct CsvWriter<W: Write> {
    out: io::BufWriter<W>,
    first: bool,
}

impl<W: Write> CsvWriter<W> {
    pub fn new(target: W) -> io::Result<Self> {
        let mut out = io::BufWriter::new(target);
        out.write_all("\u{feff}".as_bytes())?;
        Ok(Self { out, first: true })
    }

    /// Writes a text. What a spreadsheet would take for a formula gets an apostrophe in front.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.separate()?;
        let inert = if is_formula_like(text) { "'" } else { "" };
        if text.contains(['"', ',', '\r', '\n']) {
            return write!(self.out, "\"{inert}{}\"", text.replace('"', "\"\""));
        }
        self.out.write_all(inert.as_bytes())?;
        self.out.write_all(text.as_bytes())
    }

    /// Writes a number or a day, which cannot be a formula.
    pub fn plain(&mut self, text: &str) -> io::Result<()> {
        self.separate()?;
        self.out.write_all(text.as_bytes())
    }

    fn separate(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            self.out.write_all(b",")?;
        }
        Ok(())
    }

    pub fn end_row(&mut self) -> io::Result<()> {
        self.first = true;
        self.out.write_all(b"\r\n")
    }

    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting_and_formulas() {
        let mut csv = CsvWriter::new(Vec::new()).unwrap();
        for text in ["王丽", "a,b", "说\"好\"", "一\n二", "=1+1", "+86", "-1", "@x", "\t1", "＝1", ""]
        {
            csv.text(text).unwrap();
        }
        csv.plain("-12.50").unwrap();
        csv.end_row().unwrap();
        csv.text("末").unwrap();
        csv.end_row().unwrap();
        let bytes = csv.finish().unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{feff}王丽,\"a,b\",\"说\"\"好\"\"\",\"一\n二\",'=1+1,'+86,'-1,'@x,'\t1,'＝1,,-12.50\r\n末\r\n"
        );
    }
}
