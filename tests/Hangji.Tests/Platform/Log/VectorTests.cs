using System.Globalization;
using System.Text;
using System.Text.Json;
using Hangji.Platform.Log;

namespace Hangji.Tests.Platform.Log;

/// <summary>The formats of C2SP tlog-tiles and signed notes, against values that other implementations computed (tlog-vectors.json: entry i is the text "entry i").</summary>
public sealed class The_log_formats
{
    private static readonly JsonElement Vectors = Read();
    private static readonly byte[] LogSeed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static readonly byte[] WitnessSeed = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

    private static JsonElement Read()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
            if (Path.Combine(dir.FullName, "tests", "Hangji.Tests", "Platform", "Log", "tlog-vectors.json") is var file && File.Exists(file))
                return JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        throw new FileNotFoundException("tlog-vectors.json");
    }

    private static string Text(string name) => Vectors.GetProperty(name).GetString()!;

    /// <summary>Full subtree hashes of the entries 0, 1, 2 … by definition, each computed once.</summary>
    private static Func<int, long, byte[]> Entries()
    {
        var known = new Dictionary<(int, long), byte[]>();
        byte[] Hash(int level, long index) => known.TryGetValue((level, index), out var hash) ? hash : known[(level, index)] =
            level == 0 ? Merkle.Leaf(Encoding.ASCII.GetBytes("entry " + index.ToString(CultureInfo.InvariantCulture))) : Merkle.Node(Hash(level - 1, index * 2), Hash(level - 1, index * 2 + 1));
        return Hash;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static byte[] Root(long size) => Merkle.Range(0, size, Entries());

    [Fact]
    public void Leaves_nodes_and_the_empty_tree()
    {
        Assert.Equal(Text("leaf_empty"), Hex(Merkle.Leaf([])));
        Assert.Equal(Text("leaf_entry0"), Hex(Merkle.Leaf("entry 0"u8)));
        Assert.Equal(Text("node_0_1"), Hex(Merkle.Node(Merkle.Leaf("entry 0"u8), Merkle.Leaf("entry 1"u8))));
        Assert.Equal(Text("mth_empty"), Hex(Merkle.Empty));
    }

    [Fact]
    public void Roots()
    {
        foreach (var root in Vectors.GetProperty("roots").EnumerateObject()) Assert.Equal(root.Value.GetString(), Hex(Root(long.Parse(root.Name, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Inclusion_is_proved_and_any_other_leaf_is_not()
    {
        foreach (var vector in Vectors.GetProperty("inclusion").EnumerateObject())
        {
            var words = vector.Name.Split(' ');
            var (index, size) = (long.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[4], CultureInfo.InvariantCulture));
            var path = Merkle.Inclusion(index, size, Entries());
            Assert.Equal(vector.Value.EnumerateArray().Select(h => h.GetString()), path.Select(Hex));
            var leaf = Entries()(0, index);
            Assert.True(Merkle.Includes(leaf, index, size, path, Root(size)));
            Assert.False(Merkle.Includes(Merkle.Leaf("something else"u8), index, size, path, Root(size)));
            Assert.False(Merkle.Includes(leaf, index, size, [.. path, leaf], Root(size)));
            if (size > 1) Assert.False(Merkle.Includes(leaf, (index + 1) % size, size, path, Root(size)));
        }
    }

    [Fact]
    public void Consistency_is_proved_and_a_rewritten_past_is_not()
    {
        foreach (var vector in Vectors.GetProperty("consistency").EnumerateObject())
        {
            var sizes = vector.Name.Split(" -> ").Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            var proof = Merkle.Consistency(sizes[0], sizes[1], Entries());
            Assert.Equal(vector.Value.EnumerateArray().Select(h => h.GetString()), proof.Select(Hex));
            Assert.True(Merkle.Extends(sizes[0], Root(sizes[0]), sizes[1], Root(sizes[1]), proof));
            Assert.False(Merkle.Extends(sizes[0], Merkle.Leaf("another past"u8), sizes[1], Root(sizes[1]), proof));
        }
    }

    [Fact]
    public void Every_pair_of_sizes_up_to_70_is_consistent_and_every_entry_included()
    {
        for (var size = 1; size <= 70; size++)
        {
            for (var old = 1; old <= size; old++) Assert.True(Merkle.Extends(old, Root(old), size, Root(size), Merkle.Consistency(old, size, Entries())));
            for (var index = 0; index < size; index++) Assert.True(Merkle.Includes(Entries()(0, index), index, size, Merkle.Inclusion(index, size, Entries()), Root(size)));
        }
    }

    [Fact]
    public void Paths_of_tiles()
    {
        foreach (var line in Vectors.GetProperty("paths").EnumerateArray().Select(p => p.GetString()!))
        {
            var (said, path) = (line.Split(" -> ")[0].Split(' ').Select(p => long.Parse(p.Split('=')[1], CultureInfo.InvariantCulture)).ToArray(), line.Split(" -> ")[1]);
            var tile = new TilePath((int)said[0], said[1], (int)said[2]);
            Assert.Equal(path, tile.ToString());
            Assert.Equal(tile, TilePath.Parse(path));
        }
    }

    [Theory]
    [InlineData("tile/0/1")]
    [InlineData("tile/00/001")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/../001")]
    [InlineData("tile/64/001")]
    [InlineData("tile/entries/001.p/01")]
    public void A_path_written_otherwise_is_none(string path) => Assert.Null(TilePath.Parse(path));

    [Fact]
    public void Tiles_of_a_log_of_70000_entries()
    {
        var tiles = TilePath.New(0, 70_000).Where(t => t.Level >= 0).GroupBy(t => t.Level).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(274, tiles[0].Count);
        Assert.Equal(112, tiles[0][^1].Width);
        Assert.Equal([256, 17], tiles[1].Select(t => t.Width));
        Assert.Equal([1], tiles[2].Select(t => t.Width));
        Assert.Equal([new(TilePath.Entries, 0, 256), new(0, 0, 256), new(1, 0, 1)], TilePath.New(0, 256));
        Assert.Empty(TilePath.New(256, 256));
        Assert.Equal([new(TilePath.Entries, 1, 1), new(0, 1, 1)], TilePath.New(256, 257));
    }

    [Fact]
    public void Checkpoints_come_out_byte_for_byte()
    {
        foreach (var vector in Vectors.GetProperty("checkpoints").EnumerateObject())
        {
            var size = long.Parse(vector.Name, CultureInfo.InvariantCulture);
            var text = new Checkpoint("disclosure.example/log", size, Root(size)).Text;
            var note = new SignedNote(text, [SignedNote.Sign("disclosure.example/log", LogSeed, text), SignedNote.Cosign("witness.example/w1", WitnessSeed, text, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000))]);
            Assert.Equal(vector.Value.GetString(), note.ToString());
            var read = SignedNote.Parse(note.ToString())!;
            Assert.True(read.SignedBy(VerifierKey.Parse(Text("log_vkey"))!));
            Assert.True(read.SignedBy(VerifierKey.Parse(Text("witness_vkey"))!));
            Assert.Equal(size, Checkpoint.Parse(read.Text)!.Size);
        }
    }

    [Fact]
    public void A_changed_note_or_a_stranger_s_key_is_not_signed()
    {
        var note = Vectors.GetProperty("checkpoints").GetProperty("7").GetString()!;
        var key = VerifierKey.Parse(Text("log_vkey"))!;
        Assert.False(SignedNote.Parse(note.Replace("\n7\n", "\n8\n"))!.SignedBy(key));
        Assert.False(SignedNote.Parse(note)!.SignedBy(new VerifierKey("other.example/log", VerifierKey.Log, key.Key)));
        Assert.Null(SignedNote.Parse(note.TrimEnd('\n')));
        Assert.Null(SignedNote.Parse(note.Replace("—", "-")));
        Assert.Null(SignedNote.Parse(note.Replace("\n", "\r\n")));
        Assert.Null(VerifierKey.Parse(Text("log_vkey").Replace("4edfe8c4", "4edfe8c5")));
    }

    [Fact]
    public void A_receipt_comes_out_byte_for_byte_and_proves_its_entry_alone()
    {
        var receipt = new Receipt(3, Merkle.Inclusion(3, 7, Entries()), Vectors.GetProperty("checkpoints").GetProperty("7").GetString()!);
        Assert.Equal(Text("tlog_proof_index3_size7"), receipt.ToString());
        var read = Receipt.Parse(receipt.ToString())!;
        var key = VerifierKey.Parse(Text("log_vkey"))!;
        Assert.True(read.Proves(Merkle.Leaf("entry 3"u8), key));
        Assert.False(read.Proves(Merkle.Leaf("entry 2"u8), key));
        Assert.False((read with { Index = 2 }).Proves(Merkle.Leaf("entry 3"u8), key));
    }
}
