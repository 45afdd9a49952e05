using System.Xml;

namespace Hangji.Platform.Files;

/// <summary>工作簿目录: which part of the package holds which sheet.</summary>
internal sealed record XlsxBook(List<(SheetInfo Info, string Path)> Sheets, bool From1904, string StylesPath, string StringsPath)
{
    public static XlsxBook Read(PackageLook package, SheetLimits limits)
    {
        var start = Relations(package, "_rels/.rels", "").Values.FirstOrDefault(one => one.Kind == "officeDocument").Path ?? "xl/workbook.xml";
        var part = package.Find(start) ?? throw new FileRefused(new Refusal("这不是表格文件，请上传 xlsx 或 csv"));
        var folder = start.Contains('/') ? start[..start.LastIndexOf('/')] : "";
        var relations = Relations(package, $"{folder}/_rels/{start[(start.LastIndexOf('/') + 1)..]}.rels".TrimStart('/'), folder);
        var sheets = new List<(SheetInfo, string)>();
        var from1904 = false;
        using var xml = package.Xml(part);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "workbookPr") from1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (xml.LocalName != "sheet" || RelationId(xml) is not { } id || !relations.TryGetValue(id, out var relation) || relation.Kind != "worksheet") continue;
            if (sheets.Count >= limits.MaxSheets) throw new FileRefused(new Refusal("文件里的表超过 {0} 张", Args: [limits.MaxSheets]));
            sheets.Add((new SheetInfo(sheets.Count, xml.GetAttribute("name") ?? $"Sheet{sheets.Count + 1}", xml.GetAttribute("state") is "hidden" or "veryHidden"), relation.Path));
        }
        if (sheets.Count == 0) throw new FileRefused(new Refusal("文件里没有工作表"));
        return new XlsxBook(sheets, from1904, Of("styles") ?? folder + "/styles.xml", Of("sharedStrings") ?? folder + "/sharedStrings.xml");

        string? Of(string kind) => relations.Values.FirstOrDefault(one => one.Kind == kind).Path;
    }

    static string? RelationId(XmlReader xml)
    {
        string? id = null;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("relationships", StringComparison.Ordinal)) id = xml.Value;
        xml.MoveToElement();
        return id;
    }

    /// <summary>Targets inside the package only. What points outside (a web link in a cell) is never followed and simply not listed.</summary>
    static Dictionary<string, (string Kind, string Path)> Relations(PackageLook package, string path, string folder)
    {
        var relations = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (package.Find(path) is not { } part) return relations;
        using var xml = package.Xml(part);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("TargetMode") == "External") continue;
            if (xml.GetAttribute("Id") is not { } id || xml.GetAttribute("Target") is not { } target || xml.GetAttribute("Type") is not { } type) continue;
            relations[id] = (type[(type.LastIndexOf('/') + 1)..], Absolute(folder, target));
        }
        return relations;
    }

    static string Absolute(string folder, string target)
    {
        if (target.StartsWith('/')) return target[1..];
        var steps = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Replace('\\', '/').Split('/'))
            if (step == "..") { if (steps.Count > 0) steps.RemoveAt(steps.Count - 1); }
            else if (step is not ("." or "")) steps.Add(step);
        return string.Join('/', steps);
    }
}
