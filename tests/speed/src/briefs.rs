//! What the typist writes: briefs as the owner of the sample library would give them.

use domain::{Brief, Kind};

/// The briefs, in the order in which they are typed. Everybody they go to has had a letter before.
pub(crate) fn all() -> Vec<Brief> {
    vec![
        email(
            "Tom Averill",
            "The side door key",
            &[
                "is it in his coat again",
                "hall is open from seven on Thursday",
            ],
        ),
        email(
            "secretary@st-anselm.example.org",
            "The hall for the spring concert",
            &[
                "book the hall for Saturday the twentieth of March",
                "ask what seven hours cost now",
            ],
        ),
        review(
            "Brock enamel teapot",
            "4/5",
            &[
                "pours without a drip",
                "the lid falls off when it is nearly empty",
            ],
        ),
        email(
            "Felix Marsh",
            "Christmas",
            &["when does he come", "the bed by the press is his"],
        ),
        email(
            "orders@kemble-leather.example.com",
            "Green goat, again",
            &[
                "six skins as in the spring",
                "the last invoice was a pound too low",
            ],
        ),
        review(
            "Harrow folding ruler",
            "3/5",
            &[
                "true to half a millimetre",
                "the hinge squeaks",
                "too long for the apron",
            ],
        ),
        email(
            "Pip Dunmore",
            "Your yurt",
            &["no, but thank you", "come to the concert instead"],
        ),
        email(
            "Ruth Pargeter",
            "The descant",
            &[
                "the altos are flat in bar twelve",
                "rehearse on Tuesday at six",
            ],
        ),
        review(
            "Linnet raincoat, second summer",
            "5/5",
            &["dry after two hours on the weir", "pockets hold a psalter"],
        ),
        email(
            "Brackwater Singers",
            "Saturday's rehearsal",
            &[
                "the hall is cold, bring a coat",
                "we begin with the Agnus Dei",
            ],
        ),
        email(
            "Anders Lindqvist",
            "The logbook",
            &[
                "it is sewn and in the press",
                "he may fetch it after Easter",
            ],
        ),
        review(
            "Tallow and Wick candles",
            "2/5",
            &["they smoke", "wax on the antiphons"],
        ),
    ]
}

fn email(to: &str, title: &str, points: &[&str]) -> Brief {
    Brief {
        kind: Kind::Email,
        to: to.to_owned(),
        title: title.to_owned(),
        points: owned(points),
        ..Brief::default()
    }
}

fn review(about: &str, rating: &str, points: &[&str]) -> Brief {
    Brief {
        kind: Kind::Review,
        about: about.to_owned(),
        rating: rating.to_owned(),
        points: owned(points),
        ..Brief::default()
    }
}

fn owned(points: &[&str]) -> Vec<String> {
    points.iter().map(|point| (*point).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_enough_and_each_says_something() {
        assert!(all().len() >= 10);
        assert!(all().into_iter().all(|brief| brief.checked().is_ok()));
    }
}
