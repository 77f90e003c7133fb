//! Threat models: where an attacker may stand, and with it which sources of data count. The names are those of CodeQL,
//! where it has them; `socket` is one of the local ones, since most programs that read one speak with their own side.

/// Where data of a source comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Threat {
    /// Requests of the network.
    Remote,
    /// Arguments of the command line.
    CommandArgs,
    /// What a database holds.
    Database,
    /// Environment variables.
    Environment,
    /// What files hold, and their names.
    File,
    /// Settings of the process or the machine.
    Properties,
    /// Connections that the program reads by itself.
    Socket,
    /// Standard input and the console.
    Stdin,
}

use Threat::{CommandArgs, Database, Environment, File, Properties, Remote, Socket, Stdin};
use assay_text::InOrder;

const NAMES: [(&str, Threat); 8] = [
    ("remote", Remote),
    ("commandargs", CommandArgs),
    ("database", Database),
    ("environment", Environment),
    ("file", File),
    ("properties", Properties),
    ("socket", Socket),
    ("stdin", Stdin),
];

/// What stands for several, in the choice of threat models.
const LOCAL: &str = "local";
const ALL: &str = "all";

impl Threat {
    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Threat> {
        let mut named = NAMES.iter().filter(|(known, _)| *known == name);
        named.next().map(|(_, threat)| *threat)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        let mut named = NAMES.iter().filter(|(_, threat)| *threat == self);
        named.next().map_or("", |(name, _)| name)
    }

    /// What comes of it, as messages call it.
    pub fn data(self) -> &'static str {
        match self {
            Remote => "request data",
            CommandArgs => "data from command-line arguments",
            Database => "data from a database",
            Environment => "data from environment variables",
            File => "data from a file",
            Properties => "data from properties",
            Socket => "data from a socket",
            Stdin => "data from standard input",
        }
    }

    /// All names, in a fixed order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

/// The threats that count in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreatModels(Vec<Threat>);

impl Default for ThreatModels {
    /// Requests, and nothing local.
    fn default() -> ThreatModels {
        ThreatModels(vec![Remote])
    }
}

impl ThreatModels {
    /// Those with these names, where `local` stands for all that are not remote and `all` for every one.
    ///
    /// # Errors
    /// The first name that is none.
    pub fn from_names(names: &[String]) -> Result<ThreatModels, &str> {
        let mut chosen = Vec::new();
        for name in names {
            let everything = NAMES.iter().map(|(_, threat)| *threat);
            match (name.as_str(), Threat::from_name(name)) {
                (_, Some(threat)) => chosen.push(threat),
                (LOCAL, _) => chosen.extend(everything.filter(|threat| *threat != Remote)),
                (ALL, _) => chosen.extend(everything),
                _ => return Err(name),
            }
        }
        chosen.put_in_order();
        chosen.dedup();
        Ok(ThreatModels(chosen))
    }

    /// Whether a source counts: one that names no threat, such as a weak random number, always does.
    pub fn include(&self, threat: Option<Threat>) -> bool {
        threat.is_none_or(|threat| self.0.contains(&threat))
    }

    /// The names of the threats that count.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|threat| threat.name())
    }

    /// Every name that a choice may have.
    pub fn known() -> impl Iterator<Item = &'static str> {
        Threat::names().chain([LOCAL, ALL])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(names: &[&str]) -> Vec<&'static str> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let models = ThreatModels::from_names(&names);
        models.map_or_else(|wrong| panic!("{wrong}"), |models| models.names().collect())
    }

    #[test]
    fn groups_stand_for_their_members() {
        let default: Vec<&str> = ThreatModels::default().names().collect();
        assert_eq!(default, ["remote"]);
        assert_eq!(chosen(&["file", "remote", "file"]), ["remote", "file"]);
        assert_eq!(chosen(&["local"]).len(), NAMES.len() - 1);
        assert!(!chosen(&["local"]).contains(&"remote"));
        assert_eq!(chosen(&["all"]), Threat::names().collect::<Vec<_>>());
        let wrong = ["remote".to_owned(), "lokal".to_owned()];
        assert_eq!(ThreatModels::from_names(&wrong), Err("lokal"));
    }

    #[test]
    fn a_source_without_a_threat_always_counts() {
        let none = ThreatModels::from_names(&[]).unwrap();
        assert!(none.include(None));
        assert!(!none.include(Some(Remote)));
    }
}
