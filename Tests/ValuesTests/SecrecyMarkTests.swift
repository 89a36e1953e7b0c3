import Testing

@testable import Values

/// Marks of state secrets are found as they are written, and nothing else is.
@Suite struct SecrecyMarkTests {
    private func search(_ text: String) -> String? {
        var search = SecrecySearch()
        // As pieces come from a file: cut anywhere.
        for scalar in text.unicodeScalars { search.take(String(scalar)) }
        search.endLine()
        return search.found?.level
    }

    @Test(arguments: [
        ("本件属机密" + "★" + "10年，阅后归还", "机密"), ("绝 密 ☆", "绝密"), ("标题\n秘密\n★\n正文", "秘密"),
        ("秘密*", "秘密"), ("（机密＊5年）", "机密"), ("秘密 5 年", "秘密"), ("【绝密】长期", "绝密"),
        ("密级：机密", "机密"), ("机\u{200B}密★\u{FE0F}", "机密"), ("关于某事的报告\n机密\n正文", "机密"),
    ])
    func aMarkIsFoundHoweverItIsSet(_ text: String, _ level: String) {
        #expect(search(text) == level)
    }

    @Test(arguments: [
        "本单位建立了保密制度，不得泄露国家秘密和商业秘密。", "商业秘密*\n*见附注", "秘密花园", "密级：公开",
        "密级：□绝密 □机密 □秘密", "★重点项目", "机密性、完整性和可用性", "国家秘密分为绝密、机密、秘密三级，标志为密级★保密期限。",
        "一\n二\n三\n四\n五\n六\n七\n八\n机密\n九",
    ])
    func aTextThatSpeaksOfSecrecyBearsNoMark(_ text: String) {
        #expect(search(text) == nil)
    }

    @Test(arguments: ["机密" + "★" + "10年.pdf", "【秘密】方案.docx", "申报书-绝密.pdf", "秘密5年 技术方案.doc"])
    func theNameOfAFileMayBearOne(_ name: String) {
        #expect(SecrecyMark.find(inName: name) != nil)
    }

    @Test(arguments: ["保密审查表.docx", "商业秘密保护承诺.pdf", "机密设备管理办法.docx", "附件（一）.pdf"])
    func aNameThatSpeaksOfSecrecyBearsNone(_ name: String) {
        #expect(SecrecyMark.find(inName: name) == nil)
    }

    @Test func whatIsTypedInIsHeldAgainstTheStarAlone() {
        #expect(SecrecyMark.find(in: "机密") == nil)
        #expect(SecrecyMark.find(in: "写在 绝 密★ 的后面")?.level == "绝密")
        #expect(SecrecyMark.find(in: "商业秘密*") == nil)
    }
}
