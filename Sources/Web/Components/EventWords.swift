import Catalogue

/// Events of the journal in words: `technology-contract.moved:register` is 技术合同：登记.
enum EventWords {
    private static let verbs = [
        "created": "新建", "changed": "修改", "corrected": "更正", "imported": "导入",
        "withdrawn": "撤回", "frozen": "定稿", "generated": "生成", "erased": "删除个人信息", "made": "生成演示数据",
        "undone": "撤销", "asked": "报批", "asked-again": "重新报批", "taken-back": "撤回报批",
        "approved": "同意",
        "returned": "退回", "refused": "不同意", "handed-over": "移交", "merged": "合并",
        "kept": "上传", "opened": "打开", "saved": "存草稿", "sent": "报送",
        "accepted": "审核通过", "stamped": "补盖章件", "issued": "下发", "chased": "催报", "landed": "入库",
        "cancelled": "取消",
    ]

    static func text(_ event: String, _ catalogue: Catalogue) -> String {
        let parts = event.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let register = catalogue.register(parts[0]) else {
            return verbs[parts.last ?? ""] ?? event
        }
        var verb = parts[1]
        if verb.hasPrefix("moved:") {
            verb = String(verb.dropFirst(6))
            let move = catalogue.lifecycle(of: register).move(verb)
            return "\(register.title)：\(move?.title ?? verb)"
        }
        return "\(register.title)：\(verbs[verb] ?? verb)"
    }
}
