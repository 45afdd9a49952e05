namespace Hangji.Platform.Files;

/// <summary>Carries a <see cref="Refusal"/> out of the depth of a parser. It never leaves this folder: <see cref="SheetReader"/> catches it at the door.</summary>
internal sealed class FileRefused(Refusal why) : Exception(why.Message)
{
    public Refusal Why { get; } = why;

    /// <summary>The file breaks its own format.</summary>
    public static FileRefused Damaged() => new(new Refusal("文件已损坏，读不完整，请在表格软件里打开后另存再试"));
}
