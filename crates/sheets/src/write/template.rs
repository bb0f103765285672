//! Templates: title, notes, header in row 4, data from row 5, 填表说明 in the last row (docs/rules §5.1).

use std::io::Write;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula,
    ProtectionOptions, Workbook as NewBook, Worksheet,
};

use crate::SheetError;
use crate::header::TEMPLATE_MARK;
use crate::limits::MAX_COLUMNS;
use crate::reference::column_letters;

/// Row of the header, from 0.
const HEADER_ROW: u32 = 3;
/// First row of data, from 0.
const FIRST_ROW: u32 = 4;
/// Excel takes a list of choices in place up to this length; a longer one needs a place in a sheet.
const LIST_UNITS: usize = 255;
/// The hidden sheet that holds the longer lists.
const LIST_SHEET: &str = "选项";

/// A column of a template.
#[derive(Clone, Debug)]
pub struct TemplateColumn {
    /// Header text.
    pub label: String,
    /// Must be filled in; the header is shown in red.
    pub required: bool,
    /// Width in characters.
    pub width: u16,
    /// What may be chosen; empty for free text. Other text is warned of, not refused: synonyms are understood.
    pub choices: Vec<String>,
    /// Shown beside the cell while it is being filled in; at most 255 characters, empty for none.
    pub hint: String,
}

/// A form to be filled in.
#[derive(Clone, Debug)]
pub struct Template {
    /// Name and version, e.g. `members/1`; read back as [`crate::header::Header::template`].
    pub version: String,
    /// Name of the sheet.
    pub sheet: String,
    /// Title in the first row.
    pub title: String,
    /// Notes in the second row.
    pub notes: String,
    /// The columns in order.
    pub columns: Vec<TemplateColumn>,
    /// Empty rows between the header and the last row.
    pub rows: u32,
    /// Text of the last row, usually starting with 填表说明.
    pub footer: String,
}

impl Template {
    /// Writes the template as .xlsx.
    ///
    /// # Errors
    /// The target refuses, a name of a sheet or the length of a hint is not allowed.
    pub fn write(&self, target: impl Write + Send) -> Result<(), SheetError> {
        let mut book = NewBook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(&self.sheet)?;
        self.write_head(sheet)?;
        let lists = self.write_columns(sheet)?;
        self.write_footer(sheet)?;
        protect(sheet);
        sheet.set_freeze_panes(FIRST_ROW, 0)?;
        if !lists.is_empty() {
            let hidden = book.add_worksheet();
            hidden.set_name(LIST_SHEET)?.set_hidden(true);
            for (column, choices) in lists.iter().enumerate() {
                for (row, choice) in choices.iter().enumerate() {
                    hidden.write_string(row as u32, column as u16, *choice)?;
                }
            }
        }
        book.save_to_writer(target)?;
        Ok(())
    }

    fn last_column(&self) -> u16 {
        self.columns.len().saturating_sub(1) as u16
    }

    /// Title, notes and the hidden row with the version.
    fn write_head(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        let title = Format::new()
            .set_bold()
            .set_font_size(16)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        let notes = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        merge(sheet, 0, self.last_column(), &self.title, &title)?;
        merge(sheet, 1, self.last_column(), &self.notes, &notes)?;
        sheet.set_row_height(0, 30)?.set_row_height(1, height(&self.notes))?;
        sheet.write_string(2, 0, format!("{TEMPLATE_MARK}{}", self.version))?;
        sheet.set_row_hidden(2)?;
        Ok(())
    }

    /// Header, formats and choices; gives the lists that need a place in the hidden sheet.
    fn write_columns(&self, sheet: &mut Worksheet) -> Result<Vec<Vec<&str>>, SheetError> {
        // Text everywhere: Excel must not touch numbers of documents, telephones and dates.
        let text = Format::new().set_num_format_index(49).set_unlocked();
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_background_color(Color::RGB(0xDD_EBF7))
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        let required = header.clone().set_font_color(Color::RGB(0xC0_0000));
        let mut lists = Vec::new();
        // A protected row can be removed only where every cell of it is open, those beside the form too.
        let beside = self.last_column() + 1;
        sheet.set_column_range_format(beside, MAX_COLUMNS as u16 - 1, &Format::new().set_unlocked())?;
        sheet.set_row_height(HEADER_ROW, 32)?;
        for (at, column) in self.columns.iter().enumerate() {
            let at = at as u16;
            sheet.set_column_width(at, f64::from(column.width))?;
            sheet.set_column_format(at, &text)?;
            let format = if column.required { &required } else { &header };
            sheet.write_string_with_format(HEADER_ROW, at, &column.label, format)?;
            if let Some(validation) = validation(column, &mut lists)? {
                let last = FIRST_ROW + self.rows.max(1) - 1;
                sheet.add_data_validation(FIRST_ROW, at, last, at, &validation)?;
            }
        }
        Ok(lists)
    }

    fn write_footer(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let row = FIRST_ROW + self.rows;
        merge(sheet, row, self.last_column(), &self.footer, &format)?;
        sheet.set_row_height(row, height(&self.footer))?;
        Ok(())
    }
}

/// A text over the whole width of the form.
fn merge(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format) -> Result<(), SheetError> {
    if last == 0 {
        sheet.write_string_with_format(row, 0, text, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, text, format)?;
    }
    Ok(())
}

/// Points for a text of some lines.
fn height(text: &str) -> f64 {
    let lines = text.lines().map(|l| l.chars().count() / 100 + 1).sum::<usize>().clamp(1, 20);
    lines as f64 * 16.0 + 6.0
}

fn validation<'a>(
    column: &'a TemplateColumn,
    lists: &mut Vec<Vec<&'a str>>,
) -> Result<Option<DataValidation>, SheetError> {
    if column.choices.is_empty() && column.hint.is_empty() {
        return Ok(None);
    }
    let mut validation = DataValidation::new();
    if !column.choices.is_empty() {
        let joined: usize = column.choices.iter().map(|c| c.encode_utf16().count() + 1).sum();
        let in_place = joined <= LIST_UNITS && !column.choices.iter().any(|c| c.contains(','));
        validation = if in_place {
            validation.allow_list_strings(&column.choices)?
        } else {
            lists.push(column.choices.iter().map(String::as_str).collect());
            let at = column_letters(lists.len() as u32 - 1);
            validation.allow_list_formula(Formula::new(format!(
                "={LIST_SHEET}!${at}$1:${at}${}",
                column.choices.len()
            )))
        };
        validation = validation
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("不在选项中")?
            .set_error_message("建议从下拉选项中选择，以免无法识别。")?;
    }
    if !column.hint.is_empty() {
        let title: String = column.label.chars().take(32).collect();
        validation = validation.set_input_title(title)?.set_input_message(&column.hint)?;
    }
    Ok(Some(validation))
}

/// The head cannot be changed; rows of data can be filled in, added, removed, sorted and formatted. No password: it
/// keeps from mistakes, not from people.
fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        select_locked_cells: true,
        select_unlocked_cells: true,
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
}
