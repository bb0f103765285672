//! RSS 2.0: what a reader of feeds is given.

use kernel::Timestamp;

/// An entry of the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Address of the post.
    pub link: String,
    /// Title.
    pub title: String,
    /// Summary.
    pub summary: String,
    /// Column.
    pub category: String,
    /// The line of the author.
    pub author: String,
    /// When it was published.
    pub at: Timestamp,
    /// The picture beside the title.
    pub picture: Option<Enclosure>,
}

/// A picture of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// Its address.
    pub link: String,
    /// Bytes.
    pub size: i64,
    /// Media type.
    pub media_type: String,
}

fn enclosure(e: &Enclosure) -> String {
    let (link, kind) = (escaped(&e.link), escaped(&e.media_type));
    format!("<enclosure url=\"{link}\" length=\"{}\" type=\"{kind}\"/>", e.size)
}

/// Text within XML; characters that XML 1.0 does not know are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// An instant as RFC 822 writes it, in the time of China.
pub fn rfc822(at: Timestamp) -> String {
    let day = at.day();
    let weekday = DAYS[usize::try_from(day.weekday() - 1).unwrap_or_default() % 7];
    let number = day.number();
    let month = MONTHS[usize::try_from(number / 100 % 100 - 1).unwrap_or_default() % 12];
    // `local_text` is `2026-11-28 10:00:00`.
    let clock = at.local_text().chars().skip(11).collect::<String>();
    format!("{weekday}, {:02} {month} {} {clock} +0800", number % 100, number / 10_000)
}

/// The feed of a title, with the address that it stands for.
pub fn rss(title: &str, link: &str, items: &[Item]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\n\
         <title>{title}</title>\n<link>{link}</link>\n<description>{title}</description>\n<language>zh-cn</language>\n",
        title = escaped(title),
        link = escaped(link),
    );
    for i in items {
        out.push_str(&format!(
            "<item><title>{}</title><link>{link}</link><guid isPermaLink=\"true\">{link}</guid><category>{}</category>\
             <dc:creator>{}</dc:creator><pubDate>{}</pubDate><description>{}</description>{}</item>\n",
            escaped(&i.title),
            escaped(&i.category),
            escaped(&i.author),
            rfc822(i.at),
            escaped(&i.summary),
            i.picture.as_ref().map(enclosure).unwrap_or_default(),
            link = escaped(&i.link),
        ));
    }
    out.push_str("</channel></rss>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Day;

    #[test]
    fn instants_are_those_of_rfc_822() {
        let at = Timestamp::at_day_start(Day::constant(2026, 11, 28)).plus_minutes(10 * 60 + 5);
        assert_eq!(rfc822(at), "Sat, 28 Nov 2026 10:05:00 +0800");
    }

    #[test]
    fn what_xml_does_not_know_does_not_break_the_feed() {
        let item = Item {
            link: "https://例/h5/#/posts/1?a=1&b=2".into(),
            title: "<b>“普惠”</b> & \u{1}更多".into(),
            summary: "\"引号\"".into(),
            category: "动态".into(),
            author: "张三".into(),
            at: Timestamp(0),
            picture: Some(Enclosure {
                link: "https://例/p?a=1&b".into(),
                size: 9,
                media_type: "image/png".into(),
            }),
        };
        let feed = rss("工会", "https://例/", &[item]);
        assert!(feed.contains("&lt;b&gt;“普惠”&lt;/b&gt; &amp; 更多"), "{feed}");
        assert!(feed.contains("?a=1&amp;b=2</link>") && !feed.contains('\u{1}'), "{feed}");
        assert!(
            feed.contains(
                "<enclosure url=\"https://例/p?a=1&amp;b\" length=\"9\" type=\"image/png\"/></item>"
            ),
            "{feed}"
        );
        assert_eq!(feed.matches("<item>").count(), feed.matches("</item>").count());
    }
}
