import Crypto
import Documents
import Foundation
import Values

/// Reads the files of the layers and merges them; what they mean is read after the merge.
struct CatalogueLoading {
    let problems: ProblemList
    private var layers: [Layer] = []
    private var seen: Set<String> = []
    private var merged: [String: DeclarationNode] = [:]
    private var csvLists: [String: CodeList] = [:]
    private var samples: [String: Sample] = [:]
    private var hash = SHA256()

    init(problems: ProblemList) { self.problems = problems }

    mutating func read(_ folders: [String]) {
        for folder in folders { readLayer(folder) }
    }

    private mutating func readLayer(_ folder: String) {
        let path = URL(fileURLWithPath: folder).standardizedFileURL.path
        guard seen.insert(path).inserted else { return }
        let file = folder + "/layer.yaml"
        let place = Place(file: file, line: 1, layer: folder)
        guard let text = contents(file), let node = node(text, file, folder) else {
            problems.add(
                place, "读不到目录层 \(folder)", advice: "--catalogue 应指向含 layer.yaml 的文件夹")
            return
        }
        let reader = DeclarationReader(node, "目录层", problems)
        reader.allow(["level", "title", "region", "extends"])
        if let base = reader.text("extends") { readLayer(joined(folder, base)) }
        let region = reader.text("region")
        let code = region.flatMap { try? RegionCode.parse($0) }
        if region != nil, code == nil {
            problems.add(reader.place(of: "region"), "region 不是六位行政区划代码", advice: "例如 \"430600\"")
        }
        let title = reader.required("title")
        layers.append(
            Layer(
                folder: folder, level: reader.word("level", Layer.Level.self) ?? .city,
                title: title,
                region: code))
        readFiles(folder, title)
    }

    /// `base/../..` without the detours, so that messages name short paths.
    private func joined(_ folder: String, _ other: String) -> String {
        var parts = folder.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for part in other.split(separator: "/").map(String.init) {
            if part == "..", let last = parts.last, last != "..", last != ".", last != "" {
                parts.removeLast()
            } else if part != "." {
                parts.append(part)
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    private mutating func readFiles(_ folder: String, _ layer: String) {
        for single in ["kernel", "roles", "calendar", "readings", "papers", "approvals"] {
            let file = "\(folder)/\(single).yaml"
            if let text = contents(file) { merge(text, file, layer, into: single) }
        }
        for kind in [
            "lifecycles", "codes", "figures", "worklists", "rules", "registers", "reports",
            "programmes",
        ] {
            for name in files("\(folder)/\(kind)") {
                let file = "\(folder)/\(kind)/\(name)"
                let stem = String(name.prefix { $0 != "." })
                if name.hasSuffix(".yaml"), let text = contents(file) {
                    let one = ["registers", "reports", "programmes"].contains(kind)
                    merge(text, file, layer, into: one ? "\(kind)/\(stem)" : kind)
                } else if name.hasSuffix(".csv"), kind == "codes", let text = contents(file) {
                    readCodes(stem, text, Place(file: file, line: 1, layer: layer))
                } else {
                    problems.add(
                        Place(file: file, line: 1, layer: layer), "不认识这个文件",
                        advice: "目录里只放 .yaml；大代码表放 codes/*.csv")
                }
            }
        }
        readSamples("\(folder)/samples", layer)
    }

    /// The rows of a register's sample; those of a deeper layer stand in their place. They declare
    /// nothing, so the digest, which records remember, does not take them in.
    private mutating func readSamples(_ folder: String, _ layer: String) {
        for name in files(folder) {
            let file = "\(folder)/\(name)"
            let place = Place(file: file, line: 1, layer: layer)
            guard name.hasSuffix(".csv"), let data = FileManager.default.contents(atPath: file)
            else {
                problems.add(place, "不认识这个文件", advice: "示例放成 samples/登记册名.csv")
                continue
            }
            let register = String(name.dropLast(4))
            do {
                samples[register] = Sample(
                    register: register, file: file, table: try CSVTable.parse(Array(data)),
                    layer: layer)
            } catch {
                problems.add(place, "示例读不出：\(error)", advice: "检查 CSV")
            }
        }
    }

    private func files(_ folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    private mutating func contents(_ file: String) -> String? {
        guard let data = FileManager.default.contents(atPath: file) else { return nil }
        hash.update(data: data)
        do {
            return try TextDecoding.decode(Array(data)).text
        } catch {
            problems.add(Place(file: file, line: 1, layer: ""), "\(error)", advice: "存成 UTF-8")
            return nil
        }
    }

    private func node(_ text: String, _ file: String, _ layer: String) -> DeclarationNode? {
        DeclarationNode.read(yaml: text, file: file, layer: layer, problems: problems)
    }

    private mutating func merge(_ text: String, _ file: String, _ layer: String, into key: String) {
        guard let node = node(text, file, layer) else { return }
        merged[key] = merged[key]?.merged(with: node) ?? node
    }

    private mutating func readCodes(_ name: String, _ text: String, _ place: Place) {
        var title = name
        var source: String?
        var body = Substring(text)
        if body.hasPrefix("#") {
            let line = body.prefix { $0 != "\n" && $0 != "\r\n" }
            let head = line.dropFirst().split(separator: ";", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            title = head.first ?? name
            source = head.count > 1 ? head[1] : nil
            body = body.dropFirst(line.count + 1)
        }
        do {
            let table = try CSVTable.parse(Array(body.utf8))
            csvLists[name] = try list(name, title, source, table, place)
        } catch let problem as CatalogueProblem {
            problems.add(problem.place, problem.message, advice: problem.advice)
        } catch {
            problems.add(place, "代码表读不出：\(error)", advice: "检查 CSV")
        }
    }

    private func list(
        _ name: String, _ title: String, _ source: String?, _ table: CSVTable, _ place: Place
    ) throws -> CodeList {
        func column(_ name: String) -> Int? { table.header.firstIndex(of: name) }
        guard let code = column("code"), let label = column("title") else {
            throw CatalogueProblem(place, "代码表没有 code 和 title 两列", advice: "首行写 code,title")
        }
        let parent = column("parent")
        let from = column("from")
        let to = column("to")
        func text(_ row: CSVRow, _ index: Int?) -> String? {
            index.flatMap { row.cells[$0].isEmpty ? nil : row.cells[$0] }
        }
        var seen: Set<String> = []
        let codes = table.rows.map { row -> (code: CodeList.Code, also: [String]) in
            if !seen.insert(row.cells[code]).inserted {
                problems.add(
                    Place(file: place.file, line: row.line, layer: place.layer),
                    "代码 \(row.cells[code]) 重复", advice: "删去一行")
            }
            return (
                CodeList.Code(
                    code: row.cells[code], title: row.cells[label], parent: text(row, parent),
                    from: text(row, from).flatMap(Int.init), to: text(row, to).flatMap(Int.init)),
                []
            )
        }
        return CodeList(name: name, title: title, source: source, codes: codes)
    }
}

extension CatalogueLoading {
    /// The merged declarations, read into what they mean.
    func catalogue() -> Catalogue {
        let common =
            reader("kernel", "公共字段")?.mapping("common")?.each("fields")
            .map { Field.read($0.name, $0.reader, common: true) } ?? []
        var registers: [Register] = []
        var reports: [String: ReportTemplate] = [:]
        var programmes: [Programme] = []
        for (key, node) in merged.sorted(by: { $0.key < $1.key }) {
            let name = String(key.drop { $0 != "/" }.dropFirst())
            if key.hasPrefix("registers/") {
                registers.append(
                    Register.read(node, file: name, common: common, problems: problems))
            } else if key.hasPrefix("reports/") {
                let reader = DeclarationReader(node, "报告 \(name)", problems)
                reports[name] = ReportTemplate.read(name, reader)
            } else if key.hasPrefix("programmes/") {
                let reader = DeclarationReader(node, "计划 \(name)", problems)
                programmes.append(Programme.read(name, reader))
            }
        }
        let figures = named("figures") { FigureDefinition.read($0, $1) }
            .sorted {
                ($0.reference ?? "G", $0.place.file, $0.place.line)
                    < ($1.reference ?? "G", $1.place.file, $1.place.line)
            }
        let worklists = named("worklists") { Worklist.read($0, $1) }
            .sorted { ($0.place.file, $0.place.line) < ($1.place.file, $1.place.line) }
        var lists = csvLists
        for list in named("codes", { CodeList.read($0, $1) }) { lists[list.name] = list }
        if layers.isEmpty {
            layers0Problem()
        }
        let byName = keyed(registers, \.name)
        let counties = lists["counties"]
        let samples = samples.mapValues { sample in
            byName[sample.register].map { sample.completed($0, counties) } ?? sample
        }
        return Catalogue(
            layers: layers.isEmpty
                ? [Layer(folder: "", level: .national, title: "", region: nil)] : layers,
            digest: hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
                .joined(),
            registers: registers,
            lifecycles: keyed(named("lifecycles") { Lifecycle.read($0, $1) }, \.name),
            lists: lists, figures: figures, worklists: worklists,
            rules: keyed(named("rules") { DatedRule.read($0, $1) }, \.name),
            roles: keyed(named("roles") { Role.read($0, $1) }, \.name), reports: reports,
            papers: named("papers") { PaperTemplate.read($0, $1) },
            approvals: keyed(named("approvals") { ApprovalChain.read($0, $1) }, \.name),
            programmes: programmes.sorted { $0.name < $1.name },
            samples: samples,
            calendar: CalendarDeclaration.read(merged["calendar"], problems),
            readings: ReadingsDeclaration.read(merged["readings"], problems),
            registersByName: byName, figuresByName: keyed(figures, \.name))
    }

    private func layers0Problem() {
        problems.add(
            Place(file: "layer.yaml", line: 1, layer: ""), "没有读到任何目录层",
            advice: "用 --catalogue 指定含 layer.yaml 的文件夹")
    }

    private func reader(_ key: String, _ subject: String) -> DeclarationReader? {
        merged[key].map { DeclarationReader($0, subject, problems) }
    }

    private func named<Thing>(_ kind: String, _ read: (String, DeclarationReader) -> Thing)
        -> [Thing]
    {
        merged[kind]?.entries.map { entry in
            read(entry.key, DeclarationReader(entry.value, "\(kind) \(entry.key)", problems))
        } ?? []
    }

    private func keyed<Thing>(_ things: [Thing], _ key: KeyPath<Thing, String>) -> [String: Thing] {
        Dictionary(things.map { ($0[keyPath: key], $0) }) { _, last in last }
    }
}
