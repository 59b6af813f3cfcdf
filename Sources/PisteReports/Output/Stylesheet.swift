/// The page's style, light and dark, for screens and paper.
enum Stylesheet {
  /// Fonts that are there without a download.
  static let fontFamily =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

  /// The whole style sheet.
  static var css: String {
    ":root{color-scheme:light dark;--page:#f5f7f9;--line:#d9e0e6;--link:#0b63a5;--tint:#eaf2f9;"
      + "--warn:#fff6e0;--warnline:#e0a100;" + variables(dark: false) + "}\n"
      + "@media (prefers-color-scheme:dark){:root{--page:#0d1218;--line:#2b3743;--link:#7cc0f5;"
      + "--tint:#16293a;--warn:#2b2410;--warnline:#c99a1e;" + variables(dark: true) + "}}\n"
      + rules
  }

  private static func variables(dark: Bool) -> String {
    Theme.inks.map { "--\(Theme.name($0)):\(Theme.value($0, dark: dark));" }.joined()
  }

  private static let rules = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--text);line-height:1.55;font-size:16px;\
    font-family:\(fontFamily)}
    main{max-width:1000px;margin:0 auto;padding:40px 24px 64px}
    h1{font-size:2rem;line-height:1.2;margin:0 0 .4rem;letter-spacing:-.01em;overflow-wrap:anywhere}
    h2{font-size:1.3rem;line-height:1.3;margin:2.6rem 0 .8rem}
    p{margin:.6rem 0;overflow-wrap:anywhere}
    .question{overflow-wrap:anywhere;font-size:1.15rem;color:var(--soft);margin:0 0 1.4rem;max-width:46em;\
    white-space:pre-line}
    .verdict{background:var(--tint);border-left:5px solid var(--s0);border-radius:8px;\
    padding:1rem 1.2rem;font-size:1.2rem;line-height:1.5;font-weight:550;margin:0 0 1rem}
    h1+.verdict{margin-top:1.2rem}
    .caveats{background:var(--warn);border-left:5px solid var(--warnline);border-radius:8px;\
    padding:.8rem 1.2rem;margin:0 0 1rem}
    .caveats h2{font-size:1rem;margin:0 0 .2rem}
    .caveats ul{margin:0;padding-left:1.1rem}
    .caveats li{margin:.2rem 0;overflow-wrap:anywhere}
    figure{background:var(--card);border:1px solid var(--line);border-radius:10px;\
    padding:20px;margin:1rem 0}
    figure h3{margin:0 0 .8rem;font-size:1.05rem}
    figcaption{color:var(--soft);font-size:.95rem;margin-top:.8rem;overflow-wrap:anywhere}
    svg{display:block;width:100%;height:auto;margin:0 auto}
    svg.wide{max-width:940px}
    svg.narrow{display:none;max-width:540px}
    .scroll{overflow-x:auto;margin:.8rem 0;background:var(--card);border:1px solid var(--line);\
    border-radius:10px}
    table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
    th,td{padding:.5rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    th{font-size:.82rem;font-weight:600;color:var(--soft);vertical-align:bottom;line-height:1.3}
    tbody tr:last-child td{border-bottom:0}
    td.num,th.num{text-align:right}
    td.num{white-space:nowrap}
    td{overflow-wrap:break-word;min-width:4.5em}
    td.text{min-width:9em}
    .best th,.best td{padding:.5rem .6rem}
    .best td.num{min-width:0}
    .best td.text{min-width:12em}
    td.key{border-left:5px solid transparent;font-weight:600}
    \(keys)
    details{margin:.8rem 0}
    figure details{margin:.6rem 0 0}
    summary{cursor:pointer;color:var(--link);font-size:.95rem}
    summary:focus-visible{outline:2px solid var(--link);outline-offset:3px}
    dl{display:grid;grid-template-columns:9.5em 1fr;gap:.35rem 1.2rem;margin:.8rem 0;\
    font-size:.95rem}
    dt{color:var(--soft)}
    dd{margin:0;overflow-wrap:anywhere}
    pre{background:var(--card);border:1px solid var(--line);border-radius:10px;\
    padding:.8rem 1rem;overflow-x:auto;font-size:.87rem;line-height:1.5}
    code{font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace}
    a{color:var(--link)}
    footer{margin-top:3rem;color:var(--soft);font-size:.9rem}
    @media (max-width:899px){svg.wide{display:none}svg.narrow{display:block}}
    @media (max-width:560px){main{padding:24px 14px 40px}h1{font-size:1.6rem}\
    figure{padding:14px 12px}.verdict{font-size:1.05rem}dl{grid-template-columns:1fr;gap:0}\
    dd{margin:0 0 .5rem}}
    \(stacked)
    \(interaction)
    @media print{.tools,.axis,.filter,.copy,.tip{display:none}body{background:#fff;font-size:11pt}main{max-width:none;padding:0}\
    svg.wide{display:block}svg.narrow{display:none}figure,tr{break-inside:avoid}\
    h2{break-after:avoid}.scroll{overflow:visible}pre{white-space:pre-wrap}\
    table{font-size:8.5pt}th,td,.best th,.best td{padding:2pt 4pt;min-width:0}\
    td.text,.best td.text{min-width:5em}}

    """

  /// What the reader may switch, without script, and what the script adds.
  private static var interaction: String {
    let hiding = (0..<Palette.count).map {
      "body:has(#show-l\($0):not(:checked)) svg .l\($0){display:none}"
        + "label.c\($0){border-left:4px solid var(--s\($0));padding-left:.45rem}"
    }
    return """
      .tools,.axis{border:1px solid var(--line);border-radius:10px;background:var(--card);\
      padding:.35rem .8rem;margin:1rem 0;font-size:.9rem;display:flex;flex-wrap:wrap;\
      gap:.2rem 1.1rem;min-width:0}
      .tools legend,.axis legend{font-size:.8rem;color:var(--soft);padding:0 .3rem}
      .tools label,.axis label{display:inline-flex;align-items:center;gap:.35rem;\
      min-height:1.8rem}
      .tools label{max-width:17em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
      .axis{border:0;padding:0;margin:0 0 .4rem}
      @media (min-width:900px){.tools{position:sticky;top:.5rem;z-index:5;\
      max-height:30vh;overflow:auto}}
      figure .other{display:none}
      figure:has(.pick:checked) .other{display:block}
      figure:has(.pick:checked) .first{display:none}
      \(hiding.joined(separator: "\n"))
      body:has(#show-run:not(:checked)) svg .run{display:none}
      [data-tip]{cursor:pointer}
      .on,.on path{stroke:var(--text);stroke-opacity:1;opacity:1}
      .tip{position:fixed;z-index:9;pointer-events:none;max-width:min(340px,92vw);\
      background:var(--text);color:var(--page);border-radius:6px;padding:.35rem .6rem;\
      font-size:.85rem;line-height:1.35}
      .tip:empty{display:none}
      .sort,.copy{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
      .sort{text-align:inherit}
      .sort:hover{text-decoration:underline}
      th[aria-sort=ascending] .sort::after{content:" ▲"}
      th[aria-sort=descending] .sort::after{content:" ▼"}
      .filter{font:inherit;font-size:.9rem;width:100%;max-width:22rem;margin:.6rem 0 0;\
      padding:.35rem .6rem;border:1px solid var(--line);border-radius:8px;\
      background:var(--card);color:var(--text)}
      .copy{border:1px solid var(--line);border-radius:6px;padding:.1rem .5rem;font-size:.8rem;\
      background:var(--card);color:var(--link);font-family:system-ui,sans-serif}
      pre{position:relative}
      pre .copy{position:absolute;top:.5rem;right:.5rem}
      @media (max-width:700px){pre .copy{position:static;display:block;margin-top:.5rem}}
      td.command{white-space:nowrap}
      td.command .copy{margin-left:.5rem}
      :focus-visible{outline:2px solid var(--link);outline-offset:2px}
      """
  }

  /// On phones the main table stands as one card a row, each cell under its column's title.
  private static let stacked = """
    @media (max-width:700px){.best thead{position:absolute;width:1px;height:1px;overflow:hidden;\
    clip-path:inset(50%)}.best table,.best tbody,.best td{display:block}\
    .best tr{display:grid;grid-template-columns:1fr 1fr;border-bottom:1px solid var(--line);\
    padding:.7rem 0}\
    .best td{border:0;padding:.15rem .9rem;text-align:left;white-space:normal;min-width:0}\
    .best td:first-child,.best td.text{grid-column:1/-1;min-width:0}\
    .best tbody tr:last-child{border-bottom:0}\
    .best td.key{border-left-width:5px;border-left-style:solid;font-size:1.05rem}\
    .best td[data-title]::before{content:attr(data-title);display:block;font-size:.78rem;\
    color:var(--soft);line-height:1.2;margin-top:.3rem;font-weight:400}}
    """

  private static var keys: String {
    (0..<Palette.count).map { "tr td.key.k\($0){border-left-color:var(--s\($0))}" }.joined()
  }
}
