namespace Hangji.Tests.HouseRules;

/// <summary>The source tree as the house rules read it.</summary>
static class Sources
{
    public static string Root { get; } = FindRoot();

    public static string Product => Path.Combine(Root, "src", "Hangji");

    /// <summary>Source files of the product with these endings, without build output and what npm brought, with their path from the root.</summary>
    public static IEnumerable<(string Path, string Text)> Files(params string[] endings) =>
        from file in Ours(Product)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where endings.Any(e => path.EndsWith(e, StringComparison.Ordinal))
        orderby path
        select (path, File.ReadAllText(file));

    /// <summary>A file beside the source: a document or a rule pack.</summary>
    public static string Document(string path) => File.ReadAllText(Path.Combine(Root, path));

    static IEnumerable<string> Ours(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).Where(d => Path.GetFileName(d) is not ("bin" or "obj" or "node_modules" or "lib")).SelectMany(Ours));

    static string FindRoot()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
            if (File.Exists(Path.Combine(dir.FullName, "Hangji.slnx"))) return dir.FullName;
        throw new DirectoryNotFoundException("Hangji.slnx was not found above " + AppContext.BaseDirectory);
    }
}
