internal import CXML

/// What a streamed XML document tells, in its order. Names come without their prefix.
protocol XMLEvents: AnyObject {
    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes)
    func end(_ name: UnsafePointer<UInt8>)
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
    /// Why the rest is not wanted: an event cannot throw through libxml2, the feed can.
    var problem: DocumentProblem? { get }
}

extension XMLEvents {
    var problem: DocumentProblem? { nil }
}

/// The attributes of one start tag, valid while it is being told of.
struct XMLAttributes {
    let count: Int
    /// Five pointers an attribute: name, prefix, namespace, begin and end of the value.
    let fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

    subscript(_ name: StaticString) -> String? {
        guard let fields else { return nil }
        for index in 0..<count where named(fields[index * 5], name) {
            guard let begin = fields[index * 5 + 3], let end = fields[index * 5 + 4] else {
                return nil
            }
            return String(
                decoding: UnsafeBufferPointer(start: begin, count: end - begin), as: UTF8.self)
        }
        return nil
    }
}

/// Whether a name of libxml2 is this one; compared byte by byte, since a large sheet has millions.
func named(_ name: UnsafePointer<UInt8>?, _ other: StaticString) -> Bool {
    guard let name else { return false }
    let length = other.utf8CodeUnitCount
    for index in 0..<length where name[index] != other.utf8Start[index] { return false }
    return name[length] == 0
}

/// Feeds an XML document to its events piece by piece, through libxml2's push parser. Entities that
/// the document declares, files and networks are not followed; a document type, which no office
/// format has and an entity bomb needs, is refused.
final class XMLFeed {
    /// Office suites nest tables and text boxes a few dozen elements deep.
    private static let mostDepth = 1_000

    private let context: xmlParserCtxtPtr
    private let part: String

    /// - Parameters:
    ///   - part: the name that a message says.
    ///   - most: elements that are told; a few hundred kilobytes can unpack to tens of millions.
    init(_ events: any XMLEvents, part: String, most: Int = .max) throws(DocumentProblem) {
        self.part = part
        let box = Unmanaged.passRetained(Box(events, most))
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.startElementNs = { box, name, _, _, _, _, count, _, fields in
            guard let box, let name else { return }
            let told = Box.of(box)
            told.depth += 1
            told.elements += 1
            guard told.depth <= XMLFeed.mostDepth else {
                told.stop("嵌套超过 \(XMLFeed.mostDepth) 层")
                return
            }
            guard told.elements <= told.most else {
                told.stop("有超过 \(told.most) 个元素")
                return
            }
            told.events.start(name, XMLAttributes(count: Int(count), fields: fields))
        }
        handler.endElementNs = { box, name, _, _ in
            guard let box, let name else { return }
            let told = Box.of(box)
            told.depth -= 1
            told.events.end(name)
        }
        handler.internalSubset = { box, _, _, _ in
            if let box { Box.of(box).stop("带有文档类型声明（DOCTYPE），办公文件里不允许") }
        }
        handler.characters = { box, bytes, count in
            guard let box, let bytes else { return }
            Box.of(box).events.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        handler.cdataBlock = handler.characters
        // Silence: what is wrong is thrown, not printed.
        handler.serror = { _, _ in }
        guard
            let context = xmlCreatePushParserCtxt(&handler, box.toOpaque(), nil, 0, nil)
        else {
            box.release()
            throw DocumentProblem(what: "内存不足", remedy: "请稍后重试")
        }
        self.context = context
        self.box = box
        box.takeUnretainedValue().context = context
        // Elements beyond 10 MB of text are refused by default; one cell never has that much.
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    }

    deinit {
        xmlFreeParserCtxt(context)
        box.release()
    }

    private let box: Unmanaged<Box>

    private final class Box {
        let events: any XMLEvents
        var context: xmlParserCtxtPtr?
        let most: Int
        var depth = 0
        var elements = 0
        var refusal: String?

        init(_ events: any XMLEvents, _ most: Int) {
            self.events = events
            self.most = most
        }

        /// No event is told after the first reason to stop.
        func stop(_ reason: String) {
            refusal = refusal ?? reason
            xmlStopParser(context)
        }

        static func of(_ pointer: UnsafeMutableRawPointer) -> Box {
            Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue()
        }
    }

    /// - Throws: `DocumentProblem` where the document is not well-formed.
    func push(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool = false) throws(DocumentProblem) {
        let code = bytes.withMemoryRebound(to: CChar.self) {
            xmlParseChunk(context, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
        }
        let told = box.takeUnretainedValue()
        if let refusal = told.refusal {
            throw DocumentProblem(
                what: "内容\(refusal)", place: .part(part), remedy: "请用 Word、Excel 或 WPS 打开后重新保存，再上传")
        }
        if let problem = told.events.problem { throw problem }
        guard code == 0 else {
            let line = xmlCtxtGetLastError(context)?.pointee.line ?? 0
            throw DocumentProblem(
                what: "内容不完整或已损坏（XML 第 \(line) 行）", place: .part(part),
                remedy: "请用 Word、Excel 或 WPS 打开后重新保存，再上传")
        }
    }
}
