//! Names that are like a written one. Pure.

/// Likeness from which a name is offered, in percent.
const LIKENESS: usize = 45;

/// Names that are offered at most.
const OFFERED: usize = 3;

fn pairs(s: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = kernel::text::name_key(s).chars().collect();
    chars.windows(2).map(|w| (w[0], w[1])).collect()
}

/// Up to three of `names` that are like the written one, the likest first; each name once.
pub fn nearest<'a, T>(written: &str, names: &'a [T], name: impl Fn(&T) -> &str) -> Vec<&'a T> {
    let mine = pairs(written);
    let mut likes: Vec<(usize, &T)> = names
        .iter()
        .map(|n| {
            let theirs = pairs(name(n));
            let common = mine.iter().filter(|p| theirs.contains(p)).count();
            (200 * common / (mine.len() + theirs.len()).max(1), n)
        })
        .filter(|(like, _)| *like >= LIKENESS)
        .collect();
    likes.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| name(a.1).cmp(name(b.1))));
    likes.dedup_by(|a, b| name(a.1) == name(b.1));
    likes.into_iter().take(OFFERED).map(|(_, n)| n).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_and_slips_find_the_licence_name() {
        let names =
            ["示范县宏达模具有限公司", "示范县东方纺织有限公司", "胡陈乡茶叶专业合作社"].map(String::from);
        let of = |written| nearest(written, &names, String::as_str);
        assert_eq!(of("宏达模具有限公司")[0], "示范县宏达模具有限公司");
        assert_eq!(of("示范县东方纺织有限责任公司")[0], "示范县东方纺织有限公司");
        assert!(of("某某酒店").is_empty());
    }
}
