use anjian_core::FilePages;

use super::*;

fn read(text: &str) -> Vec<Defendant> {
    read_judgment(&FilePages::unpaged("judgment.txt", text.to_owned()).pages)
}

/// "name: detained arrested bail residential" of each defendant.
fn measures(text: &str) -> Vec<String> {
    let day = |stated: &Option<Stated<Date>>| {
        stated.as_ref().map_or_else(|| "-".to_owned(), |stated| stated.value.to_string())
    };
    read(text)
        .iter()
        .map(|d| {
            let days = [&d.detained, &d.arrested, &d.bail, &d.residential].map(day);
            format!("{}: {}", d.name, days.join(" "))
        })
        .collect()
}

/// "name: offences | kind months days probation fine" of each defendant, sentence or recommendation.
fn sentences(text: &str) -> Vec<String> {
    read(text)
        .iter()
        .map(|d| {
            let offences: Vec<&str> = d.offences.iter().map(|o| o.value.as_str()).collect();
            let told = d.sentence.as_ref().or(d.recommended.as_ref()).map_or_else(
                || "-".to_owned(),
                |sentence| {
                    let p = &sentence.penalty;
                    let number = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
                    let fine = p.fine.map_or("-".to_owned(), |fine| fine.to_string());
                    format!(
                        "{:?} {} {} {} {fine}",
                        p.kind,
                        number(p.months),
                        number(p.days),
                        number(p.probation_months)
                    )
                },
            );
            format!("{}: {} | {told}", d.name, offences.join(" "))
        })
        .collect()
}

const HEAD: &str = "某省某市中级人民法院刑事判决书（2020）某01刑终1号";

#[test]
fn reads_the_measures_of_several_defendants() {
    let text = format!(
        "{HEAD}原公诉机关某县人民检察院。上诉人（原审被告人）赵甲一，男，1990年1月2日出生，汉族。\
         因犯盗窃罪，于2015年3月2日被刑事拘留，后被判处有期徒刑六个月，2015年9月1日刑满释放。\
         因涉嫌犯诈骗罪，于2018年6月25日被某县公安局刑事拘留；次日被取保候审；同年7月30日，经某县人民检察院批准，\
         次日被某县公安局执行逮捕。现羁押于某县看守所。辩护人钱乙，某律师事务所律师。\
         原审被告人孙丙一（自报），女，生于一九九一年二月三日。因本案于二〇一八年六月二十五日被羁押，\
         同月二十六日被刑事拘留，同年八月一日被指定居所监视居住。2019年1月3日经某县人民法院决定逮捕，同日被执行。\
         某县人民法院审理某县人民检察院指控原审被告人赵甲一、孙丙一犯诈骗罪一案，于2019年作出判决。现已审理终结。"
    );
    assert_eq!(
        measures(&text),
        [
            "赵甲一: 2018-06-25 2018-07-31 2018-06-26 -",
            "孙丙一: 2018-06-26 2019-01-03 - 2018-08-01"
        ]
    );
}

#[test]
fn takes_no_other_detention_for_this_one() {
    let text = format!(
        "{HEAD}公诉机关某县人民检察院。被告人李丁，男，1980年5月6日出生。2013年5月6日因赌博被行政拘留十日。\
         因涉嫌危险驾驶罪，于2020年6月19日被取保候审，2020年7月1日被解除取保候审。\
         某县人民检察院以某检刑诉〔2020〕1号起诉书指控被告人李丁犯危险驾驶罪，向本院提起公诉。现已审理终结。"
    );
    assert_eq!(measures(&text), ["李丁: - - 2020-06-19 -"]);
}

#[test]
fn reads_measures_told_by_the_evidence() {
    let text = format!(
        "{HEAD}：某县人民检察院指控被告人周戊犯受贿罪一案，于2014年1月2日提起公诉。现已审理终结。经审理查明，周戊受贿。\
         证据：拘留证、逮捕证：2013年5月20日移送线索；21日决定立案，同日刑事拘留，31日决定逮捕，6月3日执行逮捕。\
         2018年8月7日，周戊协助抓捕吴己，吴己被取保候审。"
    );
    assert_eq!(measures(&text), ["周戊: 2013-05-21 2013-06-03 - -"]);
}

#[test]
fn reads_a_ruling_with_several_counts_and_several_defendants() {
    let text = format!(
        "{HEAD}：某县人民法院审理某县人民检察院指控原审被告人郑庚、王辛犯受贿、贪污罪，冯壬犯行贿罪一案。现已审理终结。\
         原审法院认为三人均已构成犯罪。依照《中华人民共和国刑法》第三百八十二条之规定，判决：\
         一、被告人郑庚犯受贿罪，判处有期徒刑九年，并处罚金人民币二十万元；犯贪污罪，判处有期徒刑十年；\
         总和刑期十九年，决定执行有期徒刑十五年，并处罚金人民币二十万元（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日，即自2019年3月2日起至2034年3月1日止）；\
         二、撤销某县人民法院（2017）某刑初1号刑事判决对被告人王辛宣告缓刑一年的部分，被告人王辛犯贪污罪，判处有期徒刑三年；\
         与前罪判处的有期徒刑一年并罚，决定执行有期徒刑三年六个月；\
         三、被告人冯壬犯行贿罪，判处拘役五个月，缓刑十个月，并处罚金5,000元。\
         宣判后，郑庚上诉称应判处有期徒刑五年。"
    );
    assert_eq!(
        sentences(&text),
        [
            "郑庚: 受贿罪 贪污罪 | FixedTerm 180 - - 200000",
            "王辛: 贪污罪 | FixedTerm 42 - - -",
            "冯壬: 行贿罪 | ShortDetention 5 - 10 5000"
        ]
    );
    let sentence = read(&text)[0].sentence.clone().expect("a sentence");
    assert_eq!(sentence.penalty.from.map(|day| day.to_string()).as_deref(), Some("2019-03-02"));
    assert_eq!(sentence.penalty.to.map(|day| day.to_string()).as_deref(), Some("2034-03-01"));
}

#[test]
fn the_last_ruling_counts_and_no_argument_about_it() {
    let text = format!(
        "{HEAD}：某县人民法院审理某县人民检察院指控原审被告人陈癸、楚子犯组织卖淫罪一案。现已审理终结。\
         刑事判决书证明，被告人陈癸犯盗窃罪，判处有期徒刑九个月。\
         原审法院依照《中华人民共和国刑法》第三百五十八条之规定，以组织卖淫罪判处被告人陈癸有期徒刑五年，并处罚金人民币五万元；\
         以协助组织卖淫罪判处被告人楚子有期徒刑二年缓刑三年。检察院抗诉提出，法院认定被告人陈癸获利甚巨，却仅判处罚金五万元，属量刑偏轻。\
         本院认为，抗诉有理。依照《中华人民共和国刑事诉讼法》第二百三十六条之规定，判决如下：一、维持对楚子的判决部分；\
         二、原审被告人陈癸犯组织卖淫罪，判处有期徒刑六年，并处罚金人民币壹拾万元。"
    );
    assert_eq!(
        sentences(&text),
        [
            "陈癸: 组织卖淫罪 | FixedTerm 72 - - 100000",
            "楚子: 协助组织卖淫罪 | FixedTerm 24 - 36 -"
        ]
    );
}

#[test]
fn keeps_a_recommendation_apart_from_a_sentence() {
    let text = format!(
        "{HEAD}：某县人民检察院指控被告人卫丑犯危险驾驶罪，于2020年1月2日提起公诉。现已审理终结。\
         公诉机关建议判处被告人卫丑拘役一个月十日，缓刑三个月，并处罚金2500元。辩护人建议免予刑事处罚。"
    );
    assert_eq!(sentences(&text), ["卫丑: 危险驾驶罪 | ShortDetention 1 10 3 2500"]);
    assert_eq!(read(&text)[0].sentence, None);
    let text = text.replace("拘役一个月十日，缓刑三个月，并处罚金2500元", "有期徒刑二年至三年");
    assert_eq!(read(&text)[0].recommended, None);
}

#[test]
fn survives_texts_that_are_no_judgments() {
    for text in
        ["", "号", "指控被告人", "被告人，男，", "判决如下：一、判处罚金元", "因犯罪，（）犯罪"]
    {
        read(text);
    }
}

/// Real judgments, by `ANJIAN_SHARED_DATA` (the folder that holds `judgments/`).
#[test]
fn reads_defendants_of_real_judgments() {
    let Some(folder) = std::env::var_os("ANJIAN_SHARED_DATA") else {
        eprintln!("skipped: ANJIAN_SHARED_DATA is not set");
        return;
    };
    let path = std::path::Path::new(&folder).join("judgments/judgments.jsonl");
    let Ok(lines) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} cannot be read", path.display());
        return;
    };
    let (mut texts, mut named) = (0, 0);
    for line in lines.lines() {
        let Ok(serde_norway::Value::Mapping(judgment)) = serde_norway::from_str(line) else {
            continue;
        };
        let Some(text) = judgment.get("text").and_then(|text| text.as_str()) else { continue };
        let pages = FilePages::unpaged("judgment", text.to_owned()).pages;
        let defendants = read_judgment(&pages);
        texts += 1;
        named += usize::from(defendants.iter().any(|defendant| !defendant.offences.is_empty()));
        for sentence in defendants.iter().filter_map(|defendant| defendant.sentence.as_ref()) {
            assert!(sentence.quotes.iter().all(|quote| quote.is_verbatim_on(&pages[0])));
        }
    }
    assert!(named * 100 >= texts * 97, "{named} of {texts} have a defendant with an offence");
}
