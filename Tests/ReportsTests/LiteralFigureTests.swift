import Testing

@testable import Reports

@Suite struct LiteralFigureTests {
    private let literals = LiteralFigures(units: ["席", ""])

    @Test(arguments: [
        ("净增高新技术企业120家。", "净增高新技术企业120家"),
        ("支出1,200.53万元，其中", "支出1,200.53万元"),
        ("同比增长81.37%。", "同比增长81.37%"),
        ("提高0.5个百分点", "提高0.5个百分点"),
        ("服务企业1500余家", "服务企业1500余家"),
        ("全国第3名", "全国第3名"),
        ("共１２项", "共１２项"),
        ("下拨 20 亿元", "下拨 20 亿元"),
        ("设5席", "设5席"),
    ])
    func aNumberWithAUnitIsFoundAndQuoted(text: String, quote: String) {
        #expect(literals.find(in: text) == [quote])
    }

    @Test(arguments: [
        "截至2025年12月31日，", "“十五五”时期", "“1+3+X”现代产业体系", "1.加强规划引领", "用时3个月、5个工作日",
        "依照第3条第2款", "湘政办发〔2025〕12号", "三百家、两个", "5G应用、A4张贴", "共\u{FFFC}家", "第①项",
    ])
    func yearsNamesAndChineseNumeralsAreNot(text: String) {
        #expect(literals.find(in: text).isEmpty)
    }

    @Test func everyNumberOfASentenceIsFound() {
        #expect(
            literals.find(in: "登记12项、成交3.4亿元，占2025年的5%")
                == ["登记12项", "成交3.4亿元", "占2025年的5%"])
    }

    @Test func aQuoteStopsAtAFigureAndAtTenCharacters() {
        #expect(literals.find(in: "共\u{FFFC}等12家") == ["等12家"])
        #expect(literals.find(in: "甲乙丙丁戊己庚辛壬癸子丑3个") == ["丙丁戊己庚辛壬癸子丑3个"])
    }
}
