//! Cuts long lists into volumes, as an encyclopedia is cut: by first letters, never through the names of one letter
//! if that can be helped. A name that is added moves few others.

/// Lines that an emitted index file has at most, its frame aside.
pub(super) const MOST: usize = 460;

/// Neighbours in the alphabet: positions in the list that was cut.
#[derive(Debug, PartialEq)]
pub(super) struct Volume {
    /// `a_to_f`, or nothing if there is only one volume.
    pub(super) title: String,
    pub(super) members: Vec<usize>,
}

/// Cuts a list of names and of the lines that each takes. One volume keeps the order of the list; several
/// are sorted by name.
pub(super) fn volumes(entries: &[(String, usize)], most: usize) -> Vec<Volume> {
    let lines = |members: &[usize]| members.iter().map(|i| entries[*i].1).sum::<usize>();
    let all: Vec<usize> = (0..entries.len()).collect();
    if lines(&all) <= most {
        return vec![Volume { title: String::new(), members: all }];
    }
    let mut sorted = all;
    sorted.sort_by_key(|i| &entries[*i].0);
    // Volumes of about the same length, rather than full ones and a rest.
    let target = lines(&sorted).div_ceil(lines(&sorted).div_ceil(most));
    let mut groups = Vec::new();
    split(entries, sorted, 1, most, &mut groups);
    let mut volumes: Vec<(String, String, Vec<usize>)> = Vec::new();
    for (prefix, members) in groups {
        match volumes.last_mut() {
            Some((_, last, open)) if lines(open) < target && lines(open) + lines(&members) <= most => {
                *last = prefix;
                open.extend(members);
            }
            _ => volumes.push((prefix.clone(), prefix, members)),
        }
    }
    volumes.into_iter().map(|(from, to, members)| Volume { title: title(&from, &to), members }).collect()
}

/// Groups of names that begin alike, each short enough, or of names that differ nowhere within the prefix.
fn split(
    entries: &[(String, usize)],
    members: Vec<usize>,
    letters: usize,
    most: usize,
    groups: &mut Vec<(String, Vec<usize>)>,
) {
    let prefix = |i: usize| entries[i].0.chars().take(letters).collect::<String>();
    for group in members.chunk_by(|a, b| prefix(*a) == prefix(*b)) {
        let lines: usize = group.iter().map(|i| entries[*i].1).sum();
        let is_longer = group.iter().any(|i| entries[*i].0.chars().count() > letters);
        if lines > most && is_longer {
            split(entries, group.to_vec(), letters + 1, most, groups);
        } else {
            groups.push((prefix(group[0]), group.to_vec()));
        }
    }
}

fn title(from: &str, to: &str) -> String {
    let plain = |text: &str| text.trim_matches('_').to_lowercase();
    if from == to { format!("in_{}", plain(from)) } else { format!("{}_to_{}", plain(from), plain(to)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(names: &[&str], most: usize) -> Vec<(String, usize)> {
        let entries: Vec<(String, usize)> = names.iter().map(|n| ((*n).to_owned(), 1)).collect();
        volumes(&entries, most).into_iter().map(|v| (v.title, v.members.len())).collect()
    }

    #[test]
    fn short_lists_stay_whole_and_long_ones_are_cut_between_letters() {
        let names = ["b", "a1", "a2", "c1", "c2", "d"];
        assert_eq!(titles(&names, 6), [(String::new(), 6)]);
        assert_eq!(titles(&names, 3), [("a_to_b".to_owned(), 3), ("c_to_d".to_owned(), 3)]);
    }

    #[test]
    fn a_letter_with_too_many_names_is_cut_by_the_next_one() {
        let names = ["da", "db", "dc", "e"];
        assert_eq!(titles(&names, 2), [("da_to_db".to_owned(), 2), ("dc_to_e".to_owned(), 2)]);
        assert_eq!(
            titles(&["a", "b", "c", "d", "e"], 4),
            [("a_to_c".to_owned(), 3), ("d_to_e".to_owned(), 2)]
        );
        assert_eq!(titles(&["x", "x", "x"], 2), [("in_x".to_owned(), 3)]);
    }
}
