/// Bootstrap's buttons and form controls in our colours. Its arrows and marks are `data:` images,
/// which the Content-Security-Policy refuses: served images of our own take their place.
enum ControlStyle {
    static let text = buttons + fields + choices

    private static let buttons = """
        .btn{--bs-btn-padding-x:14px;--bs-btn-border-radius:4px;--bs-btn-color:var(--ink);
        --bs-btn-bg:#fff;--bs-btn-border-color:var(--edge);--bs-btn-hover-color:var(--ink);
        --bs-btn-hover-bg:var(--sky);--bs-btn-hover-border-color:var(--lake-dark);
        --bs-btn-active-color:var(--ink);--bs-btn-active-bg:var(--sky);
        --bs-btn-active-border-color:var(--lake-dark);--bs-btn-disabled-color:var(--ink-2);
        --bs-btn-disabled-bg:#fff;--bs-btn-disabled-border-color:var(--line);
        --bs-btn-disabled-opacity:1}
        .btn:focus-visible{box-shadow:none;outline:3px solid var(--ink)}
        .btn-primary{--bs-btn-color:#fff;--bs-btn-bg:var(--lake);--bs-btn-border-color:var(--lake);
        --bs-btn-hover-color:#fff;--bs-btn-hover-bg:var(--lake-dark);--bs-btn-active-color:#fff;
        --bs-btn-active-bg:var(--lake-dark);--bs-btn-disabled-color:#fff;
        --bs-btn-disabled-bg:var(--ink-2);--bs-btn-disabled-border-color:var(--ink-2)}
        .btn-danger{--bs-btn-color:#fff;--bs-btn-bg:var(--seal);--bs-btn-border-color:var(--seal);
        --bs-btn-hover-color:#fff;--bs-btn-hover-bg:var(--seal-deep);
        --bs-btn-hover-border-color:var(--seal-deep);--bs-btn-active-color:#fff;
        --bs-btn-active-bg:var(--seal-deep);--bs-btn-active-border-color:var(--seal-deep)}
        .btn-link{--bs-btn-bg:transparent;--bs-btn-border-color:transparent;--bs-btn-color:var(--lake);
        --bs-btn-hover-bg:transparent;--bs-btn-hover-border-color:transparent;
        --bs-btn-hover-color:var(--lake-dark);--bs-btn-active-bg:transparent;
        --bs-btn-active-border-color:transparent;--bs-btn-padding-x:4px}

        """

    private static let fields = """
        .form-label{margin-bottom:2px;font-weight:600}
        .form-control,.form-select{min-height:38px;padding:4px 10px;border-color:var(--edge);
        border-radius:4px;color:var(--ink);line-height:1.6}
        .form-control::placeholder{color:var(--ink-2)}
        .form-control:focus-within,.form-select:focus{border-color:var(--lake);color:var(--ink);
        box-shadow:none;outline:3px solid var(--ink);outline-offset:1px}
        .form-control:disabled,.form-control[readonly],.form-select:disabled{
        background-color:var(--grey-tint);color:var(--ink-2)}
        .form-control::file-selector-button{color:var(--ink)!important;
        background:var(--sky)!important;border-color:var(--edge);margin:-5px 12px -5px -10px;
        padding:5px 12px}
        .form-select{padding-right:36px;background-image:url(chevron.svg)}
        .form-control.is-invalid,.form-select.is-invalid,.form-select.is-invalid:not([multiple]):not([size]){
        border:2px solid var(--seal);padding-right:10px;background-image:none}
        .form-select.is-invalid:not([multiple]):not([size]){padding-right:36px;
        background-image:url(chevron.svg);background-size:16px 12px;
        background-position:right .75rem center}
        .form-control.is-invalid:focus-within,.form-select.is-invalid:focus{border-color:var(--seal);box-shadow:none}
        .form-text{color:var(--ink-2);font-size:14px}
        .input-group-text{border-color:var(--edge);background:var(--paper);color:var(--ink-2)}

        """

    private static let choices = """
        .form-check{min-height:28px;padding-left:1.75em;margin-bottom:2px}
        .form-check .form-check-input{width:18px;height:18px;margin-top:5px;margin-left:-1.75em;
        border:1.5px solid var(--edge)}
        .form-check-input:focus{border-color:var(--lake);box-shadow:none;outline:3px solid var(--ink);
        outline-offset:1px}
        .form-check-input:checked{border-color:var(--lake);background-color:var(--lake)}
        .form-check-input:checked[type=checkbox]{background-image:url(check.svg)}
        .form-check-input:checked[type=radio]{background-image:url(dot.svg)}
        .form-check-input.is-invalid,.form-check-input.is-invalid:checked{border-color:var(--seal)}
        .form-check-input.is-invalid:checked{background-color:var(--seal)}
        .form-check-input.is-invalid~.form-check-label{color:var(--ink)}
        @media (forced-colors:active){.form-check-input{appearance:auto}}

        """
}
