namespace Hangji.Platform.Text;

/// <summary>Something that data names in both languages and that may stand in a sentence: the title of a code list, a code, a rule.</summary>
internal interface IEither
{
    string Zh { get; }
    string? En { get; }
}
