import Catalogue
import Foundation
import TestDatabase

extension Bureau {
    static let catalogue = Result { try testCatalogue(files.merging(kept()) { $1 }) }

    /// What the platform itself declares of returns.
    private static func kept() throws -> [String: String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        return try [
            "registers/collection.yaml", "registers/collection-sheet.yaml",
            "registers/import-batch.yaml", "registers/import-mapping.yaml",
            "lifecycles/office.yaml", "lifecycles/kept.yaml", "codes/office.yaml",
            "rules/returns.yaml", "calendar.yaml",
        ].reduce(into: [:]) {
            $0[$1] = try String(contentsOfFile: "\(root)/catalogue/\($1)", encoding: .utf8)
        }
    }

    private static let files: [String: String] = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml": """
        officer: {title: 经办人, may: [read, create, change, move, import, export], sees: [internal, personal]}
        section-head: {title: 科长, may: [read, move], sees: [internal]}
        finance: {title: 财务, may: [read], sees: [internal]}
        leader: {title: 局领导, may: [read, export], sees: [internal]}
        clerk: {title: 县市区经办人, may: [read, change], registers: [collection-sheet], sees: [internal]}
        importer: {title: 取数程序, may: [read], sees: [internal]}
        """,
        "codes/kinds.yaml": """
        vanished-answers: {title: 答复, values: {keep: 保留, returned: 又在来源里}}
        sections: {title: 科室, values: {office: 办公室, laboratories-platforms: 平台科, high-tech: 高新科}}
        source-systems: {title: 来源, values: {manual: 手工录入, county-returns: 县市区报表}}
        nursery-kinds: {title: 类型, values: {incubator: 孵化器, maker-space: 众创空间}}
        counties:
          title: 县市区
          values:
            "430602": 楼区
            "430621": 岳阳县
            "430626": 平江县
            "430681": 汨罗市
            zone-nanhu: 南湖新区
        """,
        "registers/organisation.yaml": """
        register: organisation
        title: 单位
        match: [name]
        unique: [[name]]
        label: name
        fields:
          name: {title: 名称, type: text, max: 40, required: true}
          county: {title: 归口, type: county}
        """,
        "registers/nursery.yaml": """
        register: nursery
        title: 孵化载体
        match: [survey_batch, name]
        unique: [[survey_batch, name]]
        label: name
        fields:
          name: {title: 载体名称, type: text, max: 40, required: true}
          kind: {title: 载体类型, type: choice, of: nursery-kinds, required: true}
          survey_batch: {title: 摸底批次, type: text, max: 40, required: true}
          incubated: {title: 在孵企业数, type: integer, min: 0}
          graduated: {title: 累计毕业, type: integer, min: 0}
          fund: {title: 孵化资金, type: money}
          operator: {title: 运营主体, type: organisation}
          contact: {title: 联系人, type: text, personal: true}
          rooms: {title: 场地, type: rows, columns: {name: {title: 名称, type: text}}}
          county: {title: 统计归口, type: county}
          source_system: {title: 数据来源系统, type: choice, of: source-systems, default: manual}
        """,
    ]
}
