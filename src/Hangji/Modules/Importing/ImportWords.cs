using Hangji.Modules.Importing.Contract;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Hangji.Shell.Parts;

namespace Hangji.Modules.Importing;

/// <summary>导入用语: words of kinds, states and matches as the pages print them.</summary>
internal static class ImportWords
{
    public static readonly IReadOnlyDictionary<string, Word> States = new Dictionary<string, Word>
    {
        [ImportBatch.Received] = new("待核对"), [ImportBatch.Checked] = new("已核对，待写入"), [ImportBatch.Taken] = new("已写入"), [ImportBatch.Undone] = new("已撤回"), [ImportBatch.Dropped] = new("已放弃"),
    };

    public static readonly IReadOnlyDictionary<string, Word> Verdicts = new Dictionary<string, Word>
    {
        [ImportRow.New] = new("新增"), [ImportRow.Back] = new("重新上册"), [ImportRow.Change] = new("更改"), [ImportRow.Same] = new("与现有相同"), [ImportRow.Bad] = new("有问题"),
    };

    public static string Kind(this IEnumerable<IImportKind> kinds, Words t, string kind) => kinds.FirstOrDefault(k => k.Key == kind) is { } known ? t[known.Title] : kind;

    public static string How(Words t, ColumnMatch how) => how switch
    {
        ColumnMatch.Synonym => t["按列名"],
        ColumnMatch.Remembered => t["上次这样对应"],
        ColumnMatch.Content => t["按内容猜的，请看一眼"],
        ColumnMatch.Chosen => t["您选的"],
        ColumnMatch.Ambiguous => t["请选，或不导入"],
        _ => t["不导入"],
    };
}
