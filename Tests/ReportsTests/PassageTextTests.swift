import Testing

@testable import Reports

@Suite struct PassageTextTests {
    @Test func aPlaceholderIsCutOutOfTheWordsAroundIt() {
        let text = PassageText("登记{{figure.contracts}}，共{{figure.turnover.value}}亿元（{{year}}年）。")
        #expect(
            text.pieces == [
                .words("登记"), .figure(name: "contracts", face: .text), .words("，共"),
                .figure(name: "turnover", face: .value), .words("亿元（"), .year, .words("年）。"),
            ])
        #expect(text.figures == ["contracts", "turnover"])
    }

    @Test(arguments: PassageText.Face.allCases)
    func everyFaceOfAFigureCanBeWritten(face: PassageText.Face) {
        let suffix = face == .text ? "" : ".\(face.rawValue)"
        let text = PassageText("{{figure.loans_filed\(suffix)}}")
        #expect(text.pieces == [.figure(name: "loans_filed", face: face)])
    }

    @Test func blanksInsideTheBracesDoNotMatter() {
        #expect(PassageText("{{ year\n}}").pieces == [.year])
        #expect(PassageText("{{ figure.a }}").pieces == [.figure(name: "a", face: .text)])
    }

    @Test(arguments: [
        "figure", "figure.", "figure.a.", "figure.a.sum", "figure.a.value.b", "figure.合同", "Year",
        "a", "", "figure.a b", "figures.a",
    ])
    func anythingElseBetweenBracesIsUnknown(written: String) {
        #expect(
            PassageText("前{{\(written)}}后").pieces == [
                .words("前"), .unknown(written), .words("后"),
            ])
    }

    @Test func bracesThatDoNotCloseLoseNoWords() {
        #expect(
            PassageText("共{{figure.a，其中").pieces == [
                .words("共"), .broken("figure.a"), .words("，其中"),
            ])
        #expect(PassageText("{{figure.a{{year}}").pieces == [.broken("figure.a"), .year])
        #expect(PassageText("共}}项").pieces == [.words("共"), .broken("}}"), .words("项")])
        #expect(PassageText("{{").pieces == [.broken("")])
    }

    @Test func singleBracesAreWords() {
        #expect(PassageText("{year}、{ }").pieces == [.words("{year}、{ }")])
        #expect(PassageText("").pieces.isEmpty)
    }

    /// Random texts over the parts of placeholders: every character is in some piece, once.
    @Test func noTextIsLostWhateverTheBraces() {
        var state: UInt64 = 2_025
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        let parts = ["{{", "}}", "figure.a", "year", "字", "，", ".value"]
        for _ in 0..<2_000 {
            let text = (0..<next(12)).map { _ in parts[next(parts.count)] }.joined()
            let again = PassageText(text).pieces.map { piece in
                switch piece {
                case .words(let words): words
                case .year: "year"
                case .figure(let name, let face):
                    "figure.\(name)" + (face == .text ? "" : ".\(face.rawValue)")
                case .unknown(let written): written
                case .broken(let name): name == "}}" ? "" : name
                }
            }.joined()
            let bare = text.replacing("{{", with: "").replacing("}}", with: "")
            #expect(again == bare, "\(text)")
        }
    }
}
