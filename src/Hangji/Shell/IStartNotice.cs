namespace Hangji.Shell;

/// <summary>What a room does and says on the console when the program begins to answer.</summary>
internal interface IStartNotice
{
    Task Print(Command command, WebApplication app);
}
