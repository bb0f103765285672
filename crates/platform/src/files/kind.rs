//! What a file is, by its content; its name says nothing.

/// Kinds that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// PDF.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// WebP picture.
    Webp,
    /// A zip container that holds a spreadsheet.
    Xlsx,
    /// Any other zip container.
    Zip,
    /// Excel 97 to 2003, and whatever else comes in that container.
    Xls,
    /// Text in UTF-8 or GB18030.
    Text,
    /// None of these.
    Other,
}

impl MediaType {
    /// Media type for answers; of text and unknown content one that no browser runs.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Zip => "application/zip",
            Self::Xls => "application/vnd.ms-excel",
            Self::Text => "text/plain; charset=utf-8",
            Self::Other => "application/octet-stream",
        }
    }

    /// Chinese name for sentences.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPG 图片",
            Self::Png => "PNG 图片",
            Self::Webp => "WebP 图片",
            Self::Xlsx => "Excel 表格",
            Self::Zip => "压缩包",
            Self::Xls => "Excel 97-2003 表格",
            Self::Text => "文本",
            Self::Other => "无法识别的文件",
        }
    }

    /// Tells the kind from the first and the last bytes of a file.
    pub fn sniff(head: &[u8], tail: &[u8]) -> Self {
        if head.starts_with(b"%PDF-") {
            Self::Pdf
        } else if head.starts_with(&[0xff, 0xd8, 0xff]) {
            Self::Jpeg
        } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
            Self::Png
        } else if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP".as_slice()) {
            Self::Webp
        } else if head.starts_with(b"PK\x03\x04") {
            // The list of names stands at the end of a zip.
            let holds = |b: &[u8]| b.windows(4).any(|w| w == b"xl/w" || w == b"xl\\w");
            if holds(tail) || holds(head) { Self::Xlsx } else { Self::Zip }
        } else if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            Self::Xls
        } else if !head.is_empty() && !head.iter().any(|b| *b < 9 || (14..32).contains(b)) {
            Self::Text
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        for (head, tail, kind) in [
            (&b"%PDF-1.7\n"[..], &b"%%EOF"[..], MediaType::Pdf),
            (&[0xff, 0xd8, 0xff, 0xe0], b"", MediaType::Jpeg),
            (b"\x89PNG\r\n\x1a\n....", b"", MediaType::Png),
            (b"RIFF\x10\0\0\0WEBPVP8 ", b"", MediaType::Webp),
            (b"PK\x03\x04......", b"..xl/workbook.xml..", MediaType::Xlsx),
            (b"PK\x03\x04......", b"..word/document.xml..", MediaType::Zip),
            (&[0xd0, 0xcf, 0x11, 0xe0, 0xa1], b"", MediaType::Xls),
            ("姓名,证件号码\n".as_bytes(), b"", MediaType::Text),
            (b"MZ\x90\x00\x03", b"", MediaType::Other),
            (b"", b"", MediaType::Other),
        ] {
            assert_eq!(MediaType::sniff(head, tail), kind, "{head:?}");
        }
        // A script that calls itself a picture is text, and no use allows text among pictures.
        assert_eq!(MediaType::sniff(b"<script>alert(1)</script>", b""), MediaType::Text);
    }
}
