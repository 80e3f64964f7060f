//! Images of pages: what the viewer lays its marks on.

use std::io::Write;

use serde_json::json;

use crate::office::{Office, dossier, files_of, repository, run};

const TEXT: &str = "陇河县公安局\n立案决定书\n决定对某某被盗窃案立案侦查。\n2024年2月19日\n";

/// An OFD of one page with two lines.
fn ofd() -> Vec<u8> {
    let line = |top: usize, words: &str| {
        format!(
            "<ofd:TextObject Boundary='30 {top} 150 8' Font='1' Size='6'><ofd:TextCode X='0' Y='6' DeltaX='g 20 6'>{words}</ofd:TextCode></ofd:TextObject>"
        )
    };
    let page = format!(
        "<ofd:Page><ofd:Content><ofd:Layer>{}{}</ofd:Layer></ofd:Content></ofd:Page>",
        line(60, "陇河县公安局"),
        line(80, "立案决定书")
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "OFD.xml",
            "<ofd:OFD><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        ),
        (
            "D.xml",
            "<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID='1' BaseLoc='P.xml'/></ofd:Pages></ofd:Document>",
        ),
        ("P.xml", &page),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A case of a PDF, a picture, an OFD and a text; gives the case and the ids of its files by name.
fn case_of_four(office: &Office) -> (String, impl Fn(&str) -> String) {
    let case = office.create_case("甲案");
    let (_, pdf) = files_of(&dossier("f01-theft-gang")).swap_remove(0);
    let scan = std::fs::read(repository().join("crates/cli/tests/e2e/scans/立案决定书.png"))
        .expect("a scan");
    office.upload(
        &case,
        &[
            ("表.pdf", pdf),
            ("扫描.png", scan),
            ("公文.ofd", ofd()),
            ("决定.txt", TEXT.as_bytes().to_vec()),
        ],
    );
    office.wait_until_processed(&case);
    let files = office.get(&format!("/api/v1/cases/{case}/files"));
    let id_of = move |name: &str| {
        let files = files["files"].as_array().expect("files");
        let file = files.iter().find(|file| file["name"] == name).expect("the file");
        file["id"].as_str().expect("an id").to_owned()
    };
    (case, id_of)
}

#[test]
fn a_pages_image_fits_its_boxes() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let (case, id_of) = case_of_four(&office);
    for (name, query, scale, kind) in [
        ("表.pdf", "", 1.5, image::ImageFormat::Png),
        ("表.pdf", "?scale=0.1&format=webp", 0.5, image::ImageFormat::WebP),
        ("扫描.png", "?scale=1", 1.0, image::ImageFormat::Png),
        ("公文.ofd", "?scale=2", 2.0, image::ImageFormat::Png),
    ] {
        let at = format!("/api/v1/cases/{case}/files/{}/pages/1", id_of(name));
        let page = office.get(&at);
        let (status, headers, bytes) = office.fetch(&format!("{at}/image{query}"), &[]);
        assert_eq!(status, 200, "{name}{query}");
        let drawn = image::load_from_memory_with_format(&bytes, kind).expect("an image");
        for (pixels, side) in [(drawn.width(), "width"), (drawn.height(), "height")] {
            let points = page["layout"][side].as_f64().expect("a side");
            assert!((f64::from(pixels) - points * scale).abs() <= 1.0, "{name}{query} {side}");
        }
        // Where a line stands there is ink, and none in the margin above the first.
        let grey = drawn.into_luma8();
        let darkest = |[left, top, right, bottom]: [f64; 4]| {
            let pixel = |points: f64, most: u32| ((points * scale) as u32).min(most - 1);
            let (width, height) = grey.dimensions();
            (pixel(left, width)..=pixel(right, width))
                .flat_map(|x| (pixel(top, height)..=pixel(bottom, height)).map(move |y| (x, y)))
                .map(|(x, y)| grey.get_pixel(x, y).0[0])
                .min()
        };
        let bounds: Vec<f64> = page["layout"]["lines"][0]["bounds"]
            .as_array()
            .expect("bounds")
            .iter()
            .map(|side| side.as_f64().expect("a number"))
            .collect();
        assert!(darkest([bounds[0], bounds[1], bounds[2], bounds[3]]).is_some_and(|ink| ink < 150));
        assert!(darkest([0.0, 0.0, bounds[2], bounds[1] / 2.0]).is_some_and(|ink| ink > 200));

        // The browser asks again with what it has, and is told that it is still so.
        assert_eq!(headers["cache-control"], "private, no-cache");
        let known = headers["etag"].to_str().expect("text").to_owned();
        let (status, _, bytes) =
            office.fetch(&format!("{at}/image{query}"), &[("if-none-match", &known)]);
        assert_eq!((status, bytes.len()), (304, 0));
    }
    let cache = std::path::Path::new(&office.data()).join("cache").join(&case);
    assert_eq!(std::fs::read_dir(&cache).expect("a folder of the case").count(), 4);
    // What was deleted is not left as an image.
    let pdf = format!("/api/v1/cases/{case}/files/{}", id_of("表.pdf"));
    assert_eq!(office.request("DELETE", &pdf, &office.token, None).0, 204);
    assert_eq!(std::fs::read_dir(&cache).expect("a folder of the case").count(), 2);
    let at = format!("/api/v1/cases/{case}");
    assert_eq!(office.request("DELETE", &at, &office.token, None).0, 204);
    assert!(!cache.exists());
}

#[test]
fn what_cannot_be_drawn_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let (case, id_of) = case_of_four(&office);
    let image = |name: &str, rest: &str| {
        let at = format!("/api/v1/cases/{case}/files/{}/pages/{rest}", id_of(name));
        office.request("GET", &at, &office.token, None)
    };
    let (status, body) = image("决定.txt", "1/image");
    assert_eq!((status, &body["error"]["code"]), (422, &json!("unprocessable")), "{body}");
    assert!(body["error"]["message"].as_str().is_some_and(|m| m.contains("没有页面图像")));
    assert_eq!(image("表.pdf", "9999/image").0, 404);
    assert_eq!(image("表.pdf", "1/image?format=bmp").0, 422);
    assert_eq!(image("表.pdf", "1/image?scale=NaN").0, 422);
}

#[test]
fn the_command_draws_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("页.webp");
    let file = dossier("f01-theft-gang").join("01_受案登记表_何桂兰.pdf");
    let output = run(&[
        "extract",
        &file.display().to_string(),
        "--image",
        &out.display().to_string(),
        "--page",
        "1",
        "--scale",
        "2",
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let drawn = image::open(&out).expect("an image");
    assert!(drawn.width() > 1000 && drawn.height() > 1400);
}
