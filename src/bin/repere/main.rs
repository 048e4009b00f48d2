use repere::{fit, *};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut tagger = Tagger::new([]);
    let read = |p: &str| -> Vec<serde_json::Value> { std::fs::read_to_string(p).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect() };
    if args[1] == "fit" {
        let pen: f64 = args[3].parse().unwrap();
        let months = &args[5];
        let golds: Vec<_> = read(&args[2]).iter().filter(|d| { let m = d["published"].as_str().unwrap_or(""); let m = m.get(5..7).unwrap_or("00"); !months.split(',').any(|x| x == m) }).map(|d| {
            let text = d["text"].as_str().unwrap().to_string();
            let offs: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
            let names = d["entities"].as_array().unwrap().iter().filter_map(|e| Some((Span::new(offs[e["start"].as_u64().unwrap() as usize], offs[e["end"].as_u64().unwrap() as usize]), e["type"].as_str().unwrap().parse::<EntityType>().ok().filter(|t| *t != EntityType::Date)?))).collect();
            fit::GoldText { published: d["published"].as_str().and_then(|s| s.parse().ok()), text, names }
        }).collect();
        eprintln!("{} docs", golds.len());
        let w = fit::fit(&tagger, &golds, &resolver::Weights::from_yaml(&std::fs::read_to_string("dictionaries/weights-by-hand.yml").unwrap()).unwrap(), fit::Settings { penalty: pen, ..Default::default() });
        std::fs::write(&args[4], w.to_yaml("x")).unwrap();
        return;
    }
    if args.len() > 3 { tagger = tagger.with_weights(resolver::Weights::from_yaml(&std::fs::read_to_string(&args[3]).unwrap()).unwrap()); }
    for d in read(&args[2]) {
        let text = d["text"].as_str().unwrap();
        let doc = tagger.document(text, d["published"].as_str().and_then(|s| s.parse().ok()));
        let dec = tagger.decide(&doc);
        let m: Vec<_> = dec.choice.kept.iter().map(|&k| { let r = &dec.readings.list[k]; let s = doc.span(r.first, r.last); serde_json::json!({"start": text[..s.start()].chars().count(), "end": text[..s.end()].chars().count(), "type": r.entity_type.label(), "text": s.of(text)}) }).collect();
        println!("{}", serde_json::json!({"id": d["id"], "mentions": m}));
    }
}
