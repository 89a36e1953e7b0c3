/// The lists of a Word file: `numbering.xml`.
final class WordNumbering: XMLEvents {
    /// One level of a list.
    struct Level {
        var start = 1
        var format = "decimal"
        /// What is shown, with `%1` for the number of the first level.
        var text = ""
        var suffix = "tab"
        /// The level, from 1, after which it begins anew; 0 is never.
        var restart: Int?
        /// Numbers of the levels above are shown in plain digits.
        var isLegal = false
        var style: String?
    }

    struct List {
        var levels: [Int: Level] = [:]
        /// The style whose list this one repeats.
        var borrowed: String?
    }

    struct Instance {
        var list = 0
        var starts: [Int: Int] = [:]
        var levels: [Int: Level] = [:]
    }

    private(set) var lists: [Int: List] = [:]
    private(set) var instances: [Int: Instance] = [:]
    /// The list that a numbering style defines.
    private(set) var listOfStyle: [String: Int] = [:]

    private var list: Int?
    private var instance: Int?
    private var level: Int?
    private var override: Int?
    private var current = Level()

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        let value = attributes["val"]
        switch String(cString: name) {
        case "abstractNum":
            list = attributes["abstractNumId"].flatMap { Int($0) }
            if let list { lists[list] = List() }
        case "num":
            instance = attributes["numId"].flatMap { Int($0) }
            if let instance { instances[instance] = Instance() }
        case "abstractNumId": if let instance { instances[instance]?.list = Int(value ?? "") ?? 0 }
        case "lvlOverride": override = attributes["ilvl"].flatMap { Int($0) }
        case "startOverride":
            if let instance, let override { instances[instance]?.starts[override] = number(value) }
        case "styleLink": if let list, let value { listOfStyle[value] = list }
        case "numStyleLink": if let list { lists[list]?.borrowed = value }
        case "lvl":
            level = attributes["ilvl"].flatMap { Int($0) }
            current = Level()
        case "start": current.start = number(value)
        case "numFmt": current.format = value ?? "decimal"
        case "lvlText": current.text = value ?? ""
        case "suff": current.suffix = value ?? "tab"
        case "lvlRestart": current.restart = value.flatMap { Int($0) }
        case "isLgl": current.isLegal = isOn(value)
        case "pStyle": current.style = value
        default: break
        }
    }

    func end(_ name: UnsafePointer<UInt8>) {
        if named(name, "lvl") {
            if let level, (0...8).contains(level) {
                if let instance {
                    instances[instance]?.levels[level] = current
                } else if let list {
                    lists[list]?.levels[level] = current
                }
            }
            level = nil
        } else if named(name, "abstractNum") {
            list = nil
        } else if named(name, "num") {
            instance = nil
        } else if named(name, "lvlOverride") {
            override = nil
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// Numbers beyond this are no numbers of a list, and counting on from them might overflow.
    private func number(_ value: String?) -> Int { min(max(0, Int(value ?? "") ?? 1), 1_000_000) }
}
