//! What clients that build forms and filters are told of the model: conditions, choices, rules, operators, and the plan that waits.

use serde_json::{Value as Json, json};

use super::app::{PROJECT, TestApp};
use crate::support::{TestDatabase, for_each_engine};

const OFFERS: &str = "validate:
  - { rule: { _or: [ { kind: { _eq: free } }, { price: { _gt: 0 } } ] }, message: { en: A paid offer needs a price., de: Was kostet es? } }
  - { rule: { secret: { _neq: x } }, message: Not this. }
fields:
  kind: { type: select, options: [free, { value: paid, label: Paid, color: \"#aa0000\" }], default: free }
  price: { type: decimal, precision: 10, scale: 2, min: 0, placeholder: { en: In euros, de: In Euro }, help: { en: With tax, de: Mit Steuer }, show_if: { kind: { _eq: paid } } }
  hint: { type: string, placeholder: Say it, show_if: { secret: { _null: false } } }
  secret: string
  tag: { type: relation, to: tags, filter: { name: { _starts_with: a } } }
";

const ROLE: &str = "permissions:
  offers: { read: { fields: [\"*\", \"-secret\"] }, create: { fields: [\"*\", \"-secret\"] } }
  tags: { read: true }
";

async fn start(database: TestDatabase) -> TestApp {
    let own = [("models/offers.yaml", OFFERS), ("roles/seller.yaml", ROLE)];
    let files: Vec<(&str, &str)> = PROJECT.iter().copied().chain(own).collect();
    TestApp::start_with(database, &files, |_| {}).await
}

#[tokio::test]
async fn conditions_and_choices_are_told_to_who_may_know_their_names() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let meta = async |client: &super::app::Client, field: &str| {
            client.get(&format!("/api/fields/offers/{field}")).await.data()["meta"].clone()
        };
        let seller = app.as_role("seller").await;
        for client in [&app.admin, &seller] {
            let price = meta(client, "price").await;
            assert_eq!(price["show_if"], json!({ "kind": { "_eq": "paid" } }));
            assert_eq!(
                price["placeholder"],
                json!([{ "language": "de", "translation": "In Euro" }, { "language": "en", "translation": "In euros" }])
            );
            assert_eq!(
                price["help"],
                json!([
                    // For languages that it is not written in.
                    { "language": "", "translation": "With tax" },
                    { "language": "de", "translation": "Mit Steuer" },
                    { "language": "en", "translation": "With tax" },
                ])
            );
            assert_eq!(price["options"]["min"], "0.00");
            let kind = meta(client, "kind").await;
            assert_eq!(kind["show_if"], Json::Null);
            assert_eq!(kind["options"]["options"][1]["value"], "paid", "{kind}");
            let tag = meta(client, "tag").await;
            assert_eq!(tag["options"]["filter"], json!({ "name": { "_starts_with": "a" } }));
        }
        let hint = json!([{ "language": "", "translation": "Say it" }]);
        assert_eq!(meta(&app.admin, "hint").await["placeholder"], hint);
        assert_eq!(
            meta(&app.admin, "hint").await["show_if"],
            json!({ "secret": { "_null": false } })
        );
        assert_eq!(meta(&seller, "hint").await["show_if"], Json::Null);

        let rules = app.admin.get("/api/collections/offers").await.data()["meta"]["validate"].clone();
        assert_eq!(rules.as_array().unwrap().len(), 2);
        let rules = seller.get("/api/collections/offers").await.data()["meta"]["validate"].clone();
        assert_eq!(
            rules,
            json!([{
                "rule": { "_or": [{ "kind": { "_eq": "free" } }, { "price": { "_gt": 0 } }] },
                "message": { "": "A paid offer needs a price.", "de": "Was kostet es?", "en": "A paid offer needs a price." },
            }])
        );
        assert!(!seller.get("/api/fields/offers").await.text().contains("secret"));
    })
    .await;
}

#[tokio::test]
async fn the_plan_that_waits_is_for_administrators() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        app.editor.get("/api/schema/plan").await.is_error(403, "FORBIDDEN");
        app.public.get("/api/schema/plan").await.is_error(403, "FORBIDDEN");
        let plan = app.admin.get("/api/schema/plan").await.data();
        assert_eq!(plan["steps"], json!([]));
        let hash = plan["hash"].clone();

        app.database.database.execute_raw("DROP TABLE diary").await.unwrap();
        let plan = app.admin.get("/api/schema/plan").await.data();
        assert_eq!(plan["steps"][0]["class"], "safe", "{plan}");
        assert!(plan["steps"][0]["sql"][0].as_str().unwrap().contains("diary"), "{plan}");
        assert_ne!(plan["hash"], hash);
    })
    .await;
}

#[tokio::test]
async fn operators_are_told_with_the_types_that_they_fit() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let words = app.editor.get("/api/schema/field-types").await.data();
        let types: Vec<&str> = words["types"]
            .as_array()
            .unwrap()
            .iter()
            .map(|known| known["name"].as_str().unwrap())
            .collect();
        assert!(types.contains(&"blocks") && types.contains(&"relation"), "{types:?}");
        // What is told is what is accepted: each operator on each field of a collection.
        let fields = app.admin.get("/api/fields/offers").await.data();
        let fields = fields
            .as_array()
            .unwrap()
            .iter()
            .filter(|field| !field["schema"].is_null());
        for field in fields.filter(|field| field["field"] != "tag") {
            for operator in words["operators"].as_array().unwrap() {
                let value = match operator["operand"].as_str().unwrap() {
                    "flag" => json!(true),
                    "list" => json!(["x"]),
                    "pair" => json!(["x", "y"]),
                    _ => json!("x"),
                };
                let filter = json!({ field["field"].as_str().unwrap(): { operator["name"].as_str().unwrap(): value } });
                let body = json!({ "query": { "filter": filter, "fields": "id" } });
                let answer = app.admin.post("/api/items/offers/query", body).await;
                let fits = operator["types"].as_array().unwrap().contains(&field["type"]);
                let is_unfit = answer.text().contains("does not fit");
                assert_eq!(is_unfit, !fits, "{filter} {}: {}", field["type"], answer.text());
            }
        }
    })
    .await;
}
