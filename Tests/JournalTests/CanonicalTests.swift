import Journal
import TestSupport
import Testing
import Values

@Suite struct CanonicalTests {
    @Test func anImageIsWrittenWithoutBlanksInTheOrderOfItsKeys() {
        let text = Canonical.text([
            "b": .scalar(.integer(-5)), "a": .scalar(.text("甲\"乙")), "z": .scalar(.null),
            "rows": .rows([["y": .text("2"), "x": .integer(1)], [:]]), "none": .rows([]),
        ])
        #expect(text == #"{"a":"甲\"乙","b":-5,"rows":[{"x":1,"y":"2"},{}]}"#)
    }

    @Test func anEmptyImageIsTwoBraces() throws {
        #expect(Canonical.text([:]) == "{}")
        #expect(try Canonical.parse("{}") == [:])
    }

    @Test(arguments: [
        "\u{0}", "\u{1f}", "\n\r\t", "\\", "\"", "\\n", "\\u0000", "}", "{\"a\":1}", "é",
        "e\u{301}",
        "\u{feff}", "\u{202e}", "👩‍👩‍👧", "𠮷", "\u{10ffff}", "", " ", "','; DROP TABLE x; --", "keyed:",
    ])
    func aHostileTextComesBackAsItWas(text: String) throws {
        let image: [String: ImageValue] = [
            "a": .scalar(.text(text)), "rows": .rows([["b": .text(text)]]),
        ]
        let back = try Canonical.parse(Canonical.text(image))
        #expect(back == image)
        guard case .scalar(.text(let same)) = back["a"] else {
            Issue.record("no text")
            return
        }
        #expect(Array(same.utf8) == Array(text.utf8))
    }

    @Test func randomImagesComeBackAsTheyWere() throws {
        var random = SeededGenerator(seed: 9_704)
        for _ in 0..<2_000 {
            let image = image(&random)
            let text = Canonical.text(image)
            #expect(try Canonical.parse(text) == image)
            #expect(try Canonical.text(Canonical.parse(text)) == text)
        }
    }

    @Test(arguments: [
        "", "{", "}", "{\"a\":1", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}x", " {}",
        "{\"a\":1 }", "{\"a\":1.5}", "{\"a\":true}", "{\"a\":\"x}", "{\"a\":\"\\q\"}",
        "{\"a\":\"\\u00zz\"}", "{\"a\":[1]}", "{\"a\":[{\"b\":[]}]}", "{\"a\":1\"b\":2}", "{a:1}",
        "{\"a\":99999999999999999999}", "{\"a\":--1}", "{\"a\":[{},]}", "{\"a\":null}",
    ])
    func aDamagedTextIsRefused(text: String) {
        #expect(throws: DamagedImage.self) { try Canonical.parse(text) }
    }

    @Test func damageAnywhereIsRefusedOrReadsAsSomethingElse() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let image = image(&random)
            var bytes = Array(Canonical.text(image).utf8)
            guard bytes.count > 2, let at = bytes.indices.randomElement(using: &random) else {
                continue
            }
            bytes.remove(at: at)
            let read = try? Canonical.parse(String(decoding: bytes, as: UTF8.self))
            #expect(read != image)
        }
    }

    private func image(_ random: inout SeededGenerator) -> [String: ImageValue] {
        var image: [String: ImageValue] = [:]
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            let key = text(&random)
            if Int.random(in: 0..<4, using: &random) == 0 {
                let rows = (0...Int.random(in: 0...2, using: &random)).map { _ in
                    ["a" + text(&random): cell(&random), "b" + text(&random): cell(&random)]
                }
                image[key] = .rows(rows)
            } else {
                image[key] = .scalar(cell(&random))
            }
        }
        return image
    }

    private func cell(_ random: inout SeededGenerator) -> Scalar {
        Bool.random(using: &random)
            ? .integer(Int64.random(in: .min ... .max, using: &random)) : .text(text(&random))
    }

    private func text(_ random: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let plain = Bool.random(using: &random)
            let value = UInt32.random(in: 0...(plain ? 127 : 0x10_ffff), using: &random)
            if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
