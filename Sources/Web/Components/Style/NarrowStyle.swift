/// From 900 px down things stand below each other; from 640 px down a row of a table becomes pairs
/// of name and value and whatever is pressed is 44 px or more.
enum NarrowStyle {
    static let text = """
        @media (max-width:900px){.charts,.two,.sheet,.themes{grid-template-columns:minmax(0,1fr)}
        .side{position:static}.paper{padding:32px 28px}}

        """ + phone + tables

    private static let phone = """
        @media (max-width:640px){
        .wide{padding:0 14px}
        h1{font-size:24px}
        .find{order:3;flex:1 0 100%;width:auto;margin:2px 0 8px}
        .find .form-control,.find .btn{height:46px}
        .person{flex:1 0 100%;justify-content:space-between;margin-bottom:6px}
        .person .who b{display:inline;margin-right:6px}
        .person .btn,.person .notices{min-height:44px;padding:10px 12px}
        .facets a{padding:10px 14px}
        .filters{padding:14px}.filters .field{flex:1 1 45%;min-width:128px;max-width:none}
        .filters .field:first-of-type{max-width:none}
        .filters .field.act{flex:1 1 100%}.filters .field.act .btn{width:100%}
        .form-control,.form-select,.btn{min-height:46px}
        .btn{padding-top:10px}
        .form-control[type=file]{padding:9px 10px}
        .form-control::file-selector-button{margin:-10px 12px -10px -10px;padding:10px 12px}
        .chips a{padding:8px 14px}
        .panel{padding:16px}.chart-block{padding:14px}
        .pairs{grid-template-columns:minmax(0,1fr)}
        .pairs>div{grid-template-columns:7em 1fr}
        .cards{grid-template-columns:minmax(0,1fr);gap:12px}
        .paper{padding:24px 18px;font-size:17px}
        .breadcrumb a{display:inline-block;padding:4px 0}
        }

        """

    private static let tables = """
        @media (max-width:640px){
        .scroll{border:0;background:none;overflow:visible}
        .chart-block .scroll{max-height:none}
        .table>thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .table>thead.sorts{position:static;display:block;width:auto;height:auto;overflow:visible;
        clip-path:none}
        thead.sorts tr{display:flex;flex-wrap:wrap;align-items:center;gap:0 4px;margin-bottom:8px}
        thead.sorts tr::before{content:"排序";font-size:14px;color:var(--ink-2)}
        .table>thead.sorts>tr>th{position:static;background:none;box-shadow:none;padding:0;border:0}
        .table>thead.sorts>tr>th:not(:has(a)){display:none}
        thead.sorts a{padding:8px;color:var(--lake);text-decoration:underline}
        .table,.table>tbody,.table>tfoot,.table>caption{display:block}
        .table>tbody>tr,.table>tfoot>tr{display:block;background:#fff;border:1px solid var(--line);
        border-radius:6px;margin-bottom:10px;padding:8px 14px}
        .table>:not(caption,thead)>tr>*{display:block;border:0;padding:4px 0;background:none;
        box-shadow:none}
        .table>tbody>tr>th{font-weight:600;min-height:32px}
        .table>:not(caption,thead)>tr>td{padding-left:8.5em;text-align:left!important;
        white-space:normal}
        .table td:empty{display:none}
        .table td::before{content:attr(data-label);float:left;width:7.8em;margin-left:-8.5em;
        color:var(--ink-2);font-size:14px;font-weight:400}
        .table td::after{content:"";display:block;clear:both}
        }

        """
}
