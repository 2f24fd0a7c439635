//! What an identity provider says of somebody, as far as it matters here: who, which e-mail address and whether it is his, which roles.

use serde_json::Value as Json;

use crate::config::ProviderSettings;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's own key: the only thing that never changes hands.
    pub subject: String,
    pub email: Option<String>,
    /// The provider, or whoever configured it, says that the address is this person's.
    pub is_verified: bool,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// Roles here, by the map of the settings; `None` where no claim decides them.
    pub roles: Option<Vec<String>>,
}

impl Identity {
    pub fn new(subject: &str, claims: &Json, settings: &ProviderSettings) -> Self {
        let text = |name: &str| claims.get(name).and_then(Json::as_str).map(str::trim);
        let text = |name: &str| {
            text(name)
                .filter(|text| !text.is_empty() && text.len() <= 255)
                .map(str::to_owned)
        };
        // Some providers write it as text.
        let is_verified = matches!(claims.get("email_verified"), Some(Json::Bool(true)))
            || text("email_verified").is_some_and(|text| text == "true");
        Self {
            subject: subject.to_owned(),
            email: text("email").filter(|email| email.contains('@')),
            is_verified: is_verified || settings.trust_email,
            first_name: text("given_name").or_else(|| text("name")),
            last_name: text("family_name"),
            roles: settings
                .role_claim
                .as_deref()
                .map(|path| mapped(claims, path, &settings.role_map)),
        }
    }

    /// Whether the settings let addresses of this domain in.
    pub fn is_of(&self, domains: &[String]) -> bool {
        let domain = self
            .email
            .as_deref()
            .and_then(|email| email.rsplit_once('@'))
            .map(|(_, domain)| domain);
        domains.is_empty()
            || domain.is_some_and(|domain| domains.iter().any(|known| known.eq_ignore_ascii_case(domain)))
    }
}

/// Values of the claim that the map names. `realm_access.roles` is a member of a member; a claim may have dots in its name as well.
fn mapped(claims: &Json, path: &str, map: &[String]) -> Vec<String> {
    let nested = path.split('.').try_fold(claims, |level, name| level.get(name));
    let claim = claims.get(path).or(nested);
    let values: Vec<&str> = match claim {
        Some(Json::String(text)) => vec![text],
        Some(Json::Array(values)) => values.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    };
    let pairs = map.iter().filter_map(|pair| pair.rsplit_once('='));
    let mut roles: Vec<String> = Vec::new();
    for (value, role) in pairs {
        if values.contains(&value.trim()) && !roles.iter().any(|known| known == role.trim()) {
            roles.push(role.trim().to_owned());
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn settings(change: impl FnOnce(&mut ProviderSettings)) -> ProviderSettings {
        let mut settings = ProviderSettings::default();
        change(&mut settings);
        settings
    }

    #[test]
    fn an_address_is_verified_only_where_it_is_said() {
        let check = |claims: Json, trust_email: bool, expected: (Option<&str>, bool)| {
            let identity = Identity::new("7", &claims, &settings(|settings| settings.trust_email = trust_email));
            assert_eq!((identity.email.as_deref(), identity.is_verified), expected, "{claims}");
        };
        check(
            json!({ "email": "a@b.c", "email_verified": true }),
            false,
            (Some("a@b.c"), true),
        );
        check(
            json!({ "email": "a@b.c", "email_verified": "true" }),
            false,
            (Some("a@b.c"), true),
        );
        check(
            json!({ "email": "a@b.c", "email_verified": false }),
            false,
            (Some("a@b.c"), false),
        );
        check(
            json!({ "email": "a@b.c", "email_verified": 1 }),
            false,
            (Some("a@b.c"), false),
        );
        check(json!({ "email": "a@b.c" }), false, (Some("a@b.c"), false));
        check(json!({ "email": "a@b.c" }), true, (Some("a@b.c"), true));
        check(
            json!({ "email": ["a@b.c"], "email_verified": true }),
            false,
            (None, true),
        );
        check(json!({ "email": "no address" }), false, (None, false));
    }

    #[test]
    fn claims_become_roles_by_the_map_only() {
        let map = [
            "cms-admins=admin".to_owned(),
            "writers = editor".to_owned(),
            "all=editor".to_owned(),
        ];
        let check = |claims: Json, claim: Option<&str>, expected: Option<&[&str]>| {
            let settings = settings(|settings| {
                settings.role_claim = claim.map(str::to_owned);
                settings.role_map = map.to_vec();
            });
            let roles = Identity::new("7", &claims, &settings).roles;
            let expected = expected.map(|roles| roles.iter().map(ToString::to_string).collect::<Vec<String>>());
            assert_eq!(roles, expected, "{claims}");
        };
        check(
            json!({ "groups": ["writers", "all", "admin"] }),
            Some("groups"),
            Some(&["editor"]),
        );
        check(json!({ "groups": "cms-admins" }), Some("groups"), Some(&["admin"]));
        check(json!({ "groups": ["admin"] }), Some("groups"), Some(&[]));
        check(json!({}), Some("groups"), Some(&[]));
        check(
            json!({ "realm_access": { "roles": ["writers"] } }),
            Some("realm_access.roles"),
            Some(&["editor"]),
        );
        check(
            json!({ "https://x.example/roles": ["writers"] }),
            Some("https://x.example/roles"),
            Some(&["editor"]),
        );
        check(json!({ "groups": ["cms-admins"] }), None, None);
    }

    #[test]
    fn domains_are_whole() {
        let of = |email: &str| Identity::new("7", &json!({ "email": email }), &ProviderSettings::default());
        let domains = ["example.com".to_owned()];
        assert!(of("a@example.com").is_of(&domains));
        assert!(of("a@EXAMPLE.com").is_of(&domains));
        assert!(!of("a@evil-example.com").is_of(&domains));
        assert!(!of("a@example.com.evil.example").is_of(&domains));
        assert!(!of("a@example.com@evil.example").is_of(&domains));
        assert!(of("a@any.example").is_of(&[]));
    }
}
