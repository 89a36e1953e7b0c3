import Registers
import Values

/// What an office that imports month after month has told the platform and been told by it.
enum ImportMaker {
    /// Headings that the exports of national systems use.
    static func mappings() -> [Draft] {
        [
            ("technology-contract", "全国技术合同系统", "卖方单位名称", "seller_name"),
            ("technology-contract", "全国技术合同系统", "买方单位名称", "buyer_name"),
            ("high-tech-certificate", "高企认定网", "证书号", "cert_no"),
        ].map { register, source, heading, field in
            var draft = Draft()
            draft.fields = [
                "register": .text(register), "source": .text(source), "heading": .text(heading),
                "field": .text(field),
            ]
            return draft
        }
    }

    /// Two monthly files of one source; in the second a record of the first is missing.
    static func batches(_ world: World) -> [Draft] {
        [(10, 412, 0), (11, 36, 1)].map { month, created, vanished in
            var draft = Draft()
            draft.fields = [
                "register": .text("technology-contract"), "source": .text("全国技术合同系统"),
                "file": .text("演示-技术合同-\(world.year)\(month).xlsx"),
                "digest": .text(String(repeating: "\(month % 10)", count: 64)),
                "sheet": .text("合同明细"), "as_of": .text("\(world.year)-\(month)-28"),
                "imported_on": .text("\(world.year)-\(month)-29"), "by": .text("演示经办人"),
                "rows": .integer(Int64(created)), "created": .integer(Int64(created)),
                "changed": .integer(0), "unchanged": .integer(0), "refused": .integer(0),
                "vanished": .integer(Int64(vanished)),
            ]
            if vanished > 0 {
                draft.rows["missing"] = [["label": .text("演示技术开发合同")]]
            }
            return draft
        }
    }
}
