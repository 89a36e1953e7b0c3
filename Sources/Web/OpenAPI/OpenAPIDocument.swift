import Catalogue
import Operating
import Values

/// The description of everything under /api (OpenAPI 3.1), made from the table of routes.
struct OpenAPIDocument: Sendable {
    let routes: [Route]
    let catalogue: Catalogue

    var json: JSON {
        .object([
            ("openapi", .string("3.1.0")),
            (
                "info",
                .object([
                    ("title", .string("\(catalogue.city.title)科技业务平台接口")),
                    ("version", .string(Build.version)),
                    ("description", .string(Self.words)),
                ])
            ),
            ("servers", .array([.object([("url", .string("/"))])])),
            ("security", .array([.object([("token", .array([]))])])), ("paths", paths),
            ("components", components),
        ])
    }

    private static let words = """
        页面上能办的事，程序用同样的权限来办。请求带 Authorization: Bearer 令牌（在“我的账号”里建立）；\
        金额是以元为单位、写成文字的数；错误是 application/problem+json（RFC 9457），逐处写明位置。\
        提交可带 Idempotency-Key，重发不会办两次；修改要带 If-Match。
        """

    private var paths: JSON {
        var paths: [(String, [(String, JSON)])] = []
        for route in routes {
            guard let api = route.api else { continue }
            let operation = (route.method.lowercased(), operation(route, api))
            if let index = paths.firstIndex(where: { $0.0 == route.pattern.rawValue }) {
                paths[index].1.append(operation)
            } else {
                paths.append((route.pattern.rawValue, [operation]))
            }
        }
        return .object(paths.map { ($0.0, .object($0.1)) })
    }

    private func operation(_ route: Route, _ api: ApiDescription) -> JSON {
        var pairs: [(String, JSON)] = [
            ("operationId", .string(api.id)), ("summary", .string(api.summary)),
        ]
        let parameters =
            route.pattern.parts.filter { $0.hasPrefix("{") }.map {
                pathParameter(String($0.dropFirst().dropLast()), api)
            } + (api.parameters + headers(api)).map(Self.json)
        if !parameters.isEmpty { pairs.append(("parameters", .array(parameters))) }
        if let body = api.body {
            let content = body.types.map { ($0, JSON.object([("schema", body.schema.json)])) }
            pairs.append(
                (
                    "requestBody",
                    .object([
                        ("required", .bool(body.isRequired)), ("content", .object(content)),
                    ])
                ))
        }
        pairs.append(("responses", responses(route, api)))
        return .object(pairs)
    }

    private func headers(_ api: ApiDescription) -> [ApiDescription.Parameter] {
        var headers: [ApiDescription.Parameter] = []
        if api.isOnce { headers.append(.header("Idempotency-Key", "同一个请求重发时不变，只办一次")) }
        if api.needsVersion {
            headers.append(.header("If-Match", "在哪一版上改的：取记录时得到的 ETag", isRequired: true))
        }
        if api.hasVersion { headers.append(.header("If-None-Match", "已有的那一版的 ETag")) }
        return headers
    }

    private func pathParameter(_ name: String, _ api: ApiDescription) -> JSON {
        let schema: ApiSchema =
            switch name {
            case _ where api.parts[name] != nil: api.parts[name] ?? .text()
            case "register": .choice(catalogue.registers.map(\.name))
            case "id", "number": .integer(from: 1, through: .max)
            case "year": .integer(from: 1_990, through: 2_100)
            case "figure": .choice(catalogue.figures.map(\.name))
            case "paper": .choice(catalogue.papers.map(\.name))
            case "worklist": .choice(catalogue.worklists.map(\.name))
            case "report": .choice(catalogue.reports.keys.sorted())
            case "move":
                .choice(
                    Set(catalogue.lifecycles.values.flatMap(\.moves).map(\.name)).sorted())
            case "key": .text(like: "^[A-Za-z0-9_-]{8,64}$", "自己起的编号")
            default: .text()
            }
        let words = [
            "register": "登记册", "id": "编号", "move": "办理动作的名称", "figure": "指标",
            "worklist": "工作清单", "report": "报告", "year": "年度", "number": "版次", "key": "草稿的编号",
            "act": "办什么", "step": "办哪一步", "paper": "打印件的种类", "session": "会话的摘要",
        ]
        return Self.json(
            ApiDescription.Parameter(
                name: name, place: "path", words: words[name] ?? name, schema: schema,
                isRequired: true))
    }

    private static func json(_ parameter: ApiDescription.Parameter) -> JSON {
        .object([
            ("name", .string(parameter.name)), ("in", .string(parameter.place)),
            ("description", .string(parameter.words)), ("required", .bool(parameter.isRequired)),
            ("schema", parameter.schema.json),
        ])
    }

    private func responses(_ route: Route, _ api: ApiDescription) -> JSON {
        var answer: [(String, JSON)] = [("description", .string(api.summary))]
        if let schema = api.answer {
            let content = JSON.object([("schema", schema.json)])
            answer.append(("content", .object(api.answerTypes.map { ($0, content) })))
        }
        var all: [(Int, JSON)] = [(api.status, .object(answer))]
        if api.hasVersion {
            all.append((304, .object([("description", .string("已有这一版"))])))
        }
        var refusals = Set(ProblemDocument.ofAll + api.also)
        if api.body != nil { refusals.formUnion(ProblemDocument.ofBodies) }
        if route.changes { refusals.formUnion(ProblemDocument.ofWrites) }
        if api.needsVersion { refusals.insert(428) }
        all += refusals.map { status in
            (status, .object([("$ref", .string("#/components/responses/refused-\(status)"))]))
        }
        return .object(all.sorted { $0.0 < $1.0 }.map { (String($0.0), $0.1) })
    }

    private var components: JSON {
        var schemas =
            ApiAnswers.components + ApiAnswers.approvalComponents + ApiAnswers.returnComponents
            + ApiAnswers.moneyComponents + ApiAnswers.ledgerComponents
            + ApiAnswers.allocationComponents + ApiAnswers.callComponents
            + ApiAnswers.recommendationComponents + ApiAnswers.checkComponents
            + ApiAnswers.reviewComponents + ApiAnswers.decisionComponents
            + ApiAnswers.projectComponents + ApiAnswers.paperComponents
            + ApiAnswers.accountComponents
        for register in catalogue.registers {
            let schema = RegisterSchema(register: register, catalogue: catalogue)
            schemas.append(("record." + register.name, schema.record))
            schemas.append(("fields." + register.name, schema.fields))
        }
        let refusals = ProblemDocument.names.sorted { $0.key < $1.key }.map { status, name in
            let content = JSON.object([("schema", ApiSchema.named("Problem").json)])
            return (
                "refused-\(status)",
                JSON.object([
                    ("description", .string(name)),
                    ("content", .object([(ProblemDocument.type, content)])),
                ])
            )
        }
        return .object([
            (
                "securitySchemes",
                .object([
                    (
                        "token",
                        .object([("type", .string("http")), ("scheme", .string("bearer"))])
                    )
                ])
            ),
            ("schemas", .object(schemas.map { ($0.0, $0.1.json) })),
            ("responses", .object(refusals)),
        ])
    }
}

extension Desk {
    /// The document for programs.
    func sendDocument(_ request: Request) async throws -> Response {
        let document = OpenAPIDocument(routes: Route.all, catalogue: catalogue)
        return .jsonText(document.json.text + "\n")
    }
}
