/// On paper: black on white, no navigation, page numbers, lists across.
enum PrintStyle {
    static let text = """
        @media print{
        @page{size:A4;margin:22mm 18mm;@bottom-center{content:counter(page) " / " counter(pages)}}
        @page list{size:A4 landscape}
        body{background:#fff;color:#000;font-size:11pt}
        body:has(.table-sm):not(:has(.edit)){page:list}
        :focus,:focus-visible{outline:none}
        .table-sm{font-size:9pt}
        .table-sm>:not(caption)>*>*{padding:3px 6px;min-width:0}
        a{color:#000;text-decoration:none}
        .find,.band,.trail,.skip,.filters,.chips,.pager,.actions,.years,.side,.save-bar,
        .row-tools,.counter,.btn,summary{display:none!important}
        .demo{display:block;background:#fff;color:#000;border:1px solid #000}
        .scroll,.panel,.card,.chart-block,.paper{border-color:#999;overflow:visible;
        break-inside:avoid-page}
        .paper{border:0;padding:0;font-size:12pt;break-inside:auto}
        .scroll,.panel{break-inside:auto}
        tr,.form-field{break-inside:avoid}
        thead{display:table-header-group}
        .table>thead>tr>th{position:static}
        .foot{background:#fff;color:#000;border-top:1px solid #000}
        }

        """
}
