import Catalogue

/// Bulk moves, hand-overs and merges for programs.
extension Route {
    static var desksForPrograms: [Route] {
        [
            .api(
                "GET", .apiMoveMany, .role(.move), Desk.previewMoveMany,
                .init(
                    id: "preview-move-many", summary: "逐条看一起办会改什么、哪些不动",
                    parameters: [
                        .query("move", "办理动作的名称"),
                        .query("choose", "记录的编号", .list(.integer(from: 1))),
                    ], answer: ApiAnswers.moving)),
            .api(
                "POST", .apiMoveMany, .role(.move), Desk.moveManyByProgram,
                .init(
                    id: "move-many", summary: "一起办，一条一条办；不归自己的不在答复里",
                    body: .init(schema: ApiAnswers.moveMany), answer: .named("Results"))),
            .api(
                "GET", .apiHandOver, .anyOf([.manageAccounts]), Desk.previewHandOver,
                .init(
                    id: "preview-hand-over", summary: "岗位可以移交给谁；选了接任人，会移交什么",
                    parameters: [.query("successor", "接任人的编号", .integer(from: 1))],
                    answer: ApiAnswers.handOver, also: [409, 422])),
            .api(
                "POST", .apiHandOver, .anyOf([.manageAccounts]), Desk.handOverByProgram,
                .init(
                    id: "hand-over", summary: "岗位移交，原账号停用",
                    body: .init(schema: ApiAnswers.handOverGiven), status: 201,
                    answer: ApiAnswers.handedOver, isOnce: true)),
            .api(
                "GET", .apiHandOvers, .signedIn, Desk.sendHandOvers,
                .init(
                    id: "hand-overs", summary: "移交给自己的",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: ApiAnswers.handOverNote))),
            .api(
                "GET", .apiMergeOrganisation, .role(.withdraw), Desk.previewMerge,
                .init(
                    id: "preview-merge", summary: "同名的单位；选了留下的，合并会改什么",
                    parameters: [.query("kept", "留下的那一条的编号", .integer(from: 1))],
                    answer: ApiAnswers.mergePreview, also: [409, 422])
            ).on("organisation"),
            .api(
                "POST", .apiMergeOrganisation, .role(.withdraw), Desk.mergeByProgram,
                .init(
                    id: "merge-organisation", summary: "合并重复的单位，一次写入，不能撤销",
                    body: .init(schema: ApiAnswers.mergeGiven), answer: ApiAnswers.merge)
            ).on("organisation"),
        ]
    }
}
