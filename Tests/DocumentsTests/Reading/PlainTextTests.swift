import Documents
import Testing

@Suite struct PlainTextTests {
    private func read(_ text: String) throws -> DocumentText {
        try ReadDocument.read(Array(text.utf8), name: "报告.txt")
    }

    @Test func aLineIsAParagraphWhicheverWayItEnds() throws {
        let text = "甲\r\n\r\n　　乙 \r丙\u{2028}丁\u{C}戊\n"
        let document = try read(text)
        #expect(document.format == .text)
        #expect(document.encoding == "UTF-8")
        #expect(document.outline == ["甲", "乙", "丙", "丁", "戊"])
        #expect(document.paragraphs.map { $0.lines[0].line } == [1, 3, 4, 5, 6])
        #expect(document.paragraphs.map { $0.lines[0].column } == [1, 3, 1, 1, 1])
    }

    private let wrapped = [
        "　　2025年全市共安排科技专项资金1282万元，其中重点研发计划支", "出1105万元，占全年预算的百分之八十六点二，较上年同期增长百分之",
        "十二，各县区均按照要求完成了年度绩效目标。", "　　按照管理办法的规定，市科技局会同市财政局组织开展了专家评审、",
        "现场考察、公示等程序，共立项支持项目一百二十个，覆盖全市九个县", "市区以及三个国家级园区。", "　　一是加强领导。各单位成立了工作专班，主要负责同志亲自抓、负",
        "总责，分管同志具体抓。",
    ]

    @Test func wrappedLinesAreJoinedWithThePlaceOfEach() throws {
        let document = try read(wrapped.joined(separator: "\n"))
        #expect(document.paragraphs.count == 3)
        #expect(document.outline[1].hasPrefix("按照管理办法的规定，市科技局会同市财政局组织开展了专家评审、现场考察、"))
        #expect(
            document.paragraphs[1].lines == [
                .init(offset: 0, line: 4, column: 3), .init(offset: 30, line: 5, column: 1),
                .init(offset: 61, line: 6, column: 1),
            ])
    }

    @Test func linesThatArePathsOrNamesOfOneLengthAreNotJoined() throws {
        let names = (10...30).map { "岳阳市科学技术创新服务中心第\($0)号实验室承担单位名称为某某大学" }
        #expect(try read(names.joined(separator: "\n")).outline == names)
        let sentences = (1...12).map {
            "第\($0)季度，各单位按照要求完成了年度绩效目标" + String(repeating: "，进展顺利", count: $0 % 5) + "。"
        }
        #expect(try read(sentences.joined(separator: "\n")).outline == sentences)
    }

    @Test func headingsOfOneWidthAreNotJoined() throws {
        let lines = ["一", "二", "三", "四", "五", "六"].map {
            "\($0)、加强组织领导，完善工作机制，压实各级责任，推动各项任务落地见效"
        }
        #expect(try read(lines.joined(separator: "\n")).outline == lines)
    }

    @Test func tabulatorsBarsAndBlanksMakeTables() throws {
        let tabs = try read("表1\n项目\t金额\n甲\t1.5\n乙\t2\n\n完。")
        #expect(tabs.outline == ["表1", "| 项目 | 金额", "| 甲 | 1.5", "| 乙 | 2", "完。"])
        #expect(tabs.tables[0].rows.map(\.line) == [2, 3, 4])
        let bars = try read("| 项目 | 金额 |\n|---|---|\n| 甲 | 1 |\n| 乙 | |\n")
        #expect(bars.outline == ["| 项目 | 金额", "| 甲 | 1", "| 乙 | "])
        let blanks = try read(
            """
            项目          年初      调整后
            重点研发    1,200.00  1,282.50
            技术创新      300.00    310.00
            合计        1,500.00  1,592.50
            """)
        #expect(
            blanks.outline == [
                "| 项目 | 年初 | 调整后", "| 重点研发 | 1,200.00 | 1,282.50",
                "| 技术创新 | 300.00 | 310.00", "| 合计 | 1,500.00 | 1,592.50",
            ])
    }

    @Test func twoLinesOrWordsSetWideAreNoTable() throws {
        let two = "项目\t金额\n甲\t1"
        #expect(try read(two).tables.isEmpty)
        let items = ["1.  支出增长", "2.  收入增长", "3.  结余下降"]
        #expect(try read(items.joined(separator: "\n")).outline == items)
        #expect(try read("姓名  单位\n张三  甲局\n李四  乙局\n王五  丙局").tables.isEmpty)
    }

    @Test(arguments: ["UTF-16LE", "UTF-16BE"]) func utf16NeedsNoMark(order: String) throws {
        let text = "一、总体情况\n支出1,105.20万元。\n"
        let bytes = text.utf16.flatMap { unit in
            let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return order == "UTF-16LE" ? pair : pair.reversed()
        }
        let document = try ReadDocument.read(bytes, name: "a.txt")
        #expect(document.outline == ["一、总体情况", "支出1,105.20万元。"])
        #expect(document.encoding == "UTF-16")
        // 汉字 alone have no NUL to go by.
        let plain = "总体情况良好".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try ReadDocument.read(plain, name: "a.txt").outline == ["总体情况良好"])
    }

    @Test func textInGB18030IsRead() throws {
        let document = try ReadDocument.read([0xB5, 0xA5, 0xCE, 0xBB, 0x0A], name: "a.txt")
        #expect(document.outline == ["单位"])
        #expect(document.encoding == "GB18030")
    }
}
