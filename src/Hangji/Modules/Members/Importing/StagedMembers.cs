using System.Text;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members.Importing;

/// <summary>
/// 待写入名册的编码: additions as bytes, in the order of the fields below. JSON would cost more to read again than the database takes to store the rows.
/// It lives between a check and its taking by the same program, so it has a format number and no older readers.
/// </summary>
internal static class StagedMembers
{
    const byte Format = 1;

    public static byte[] Write(IReadOnlyList<NewMember> members)
    {
        using var bytes = new MemoryStream(members.Count * 400);
        using (var to = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            to.Write(Format);
            to.Write(members.Count);
            foreach (var member in members) Write(to, member);
        }
        return bytes.ToArray();
    }

    public static NewMember[] Read(byte[] bytes)
    {
        using var from = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (from.ReadByte() != Format) throw new InvalidDataException("Staged by another version of the program; check the file again.");
        var members = new NewMember[from.ReadInt32()];
        for (var i = 0; i < members.Length; i++) members[i] = Read(from);
        return members;
    }

    static void Write(BinaryWriter to, NewMember member)
    {
        var (p, m) = (member.Person, member.Membership);
        to.Write(member.Row);
        to.Write(p.Id); to.Write(p.OrgId); to.Write(p.BatchId ?? 0);
        to.Write(p.Name); to.Write(p.SortKey); to.Write(p.Initials); to.Write(p.Sex); Text(to, p.Ethnic);
        Day(to, p.BornOn); to.Write((byte)p.BornTo);
        Bytes(to, p.IdSealed); Bytes(to, p.IdIndex); Text(to, p.IdMasked); Bytes(to, p.PhoneSealed); Text(to, p.PhoneMasked); Bytes(to, p.AddressSealed);
        Text(to, p.NativePlace); Text(to, p.Education); Text(to, p.EducationInService); Text(to, p.Degree); Text(to, p.Unit); Text(to, p.UnitPost); Text(to, p.JobType);
        to.Write(m.Id); to.Write(m.GroupId ?? 0); Day(to, m.FromOn); to.Write(m.Entry); Day(to, m.JoinedOn); to.Write((byte)m.JoinedTo); Day(to, m.FullSince); to.Write((byte)m.FullTo);
        Text(to, m.Introducers); Text(to, m.ApplicationNo); Text(to, m.CameFrom); Text(to, m.LetterNo); Text(to, m.DossierPlace);
        to.Write((byte)(member.Spells?.Length ?? 0));
        foreach (var s in member.Spells ?? [])
        {
            to.Write(s.Id); to.Write(s.Kind); to.Write(s.Reason); Day(to, s.FromOn); Day(to, s.ReviewOn); Text(to, s.Place); Bytes(to, s.ContactSealed);
        }
    }

    static NewMember Read(BinaryReader from)
    {
        var row = from.ReadInt32();
        var (id, org, batch) = (from.ReadInt64(), from.ReadInt64(), Number(from));
        var person = new Person
        {
            Id = id, OrgId = org, BatchId = batch, Name = from.ReadString(), SortKey = from.ReadString(), Initials = from.ReadString(), Sex = from.ReadString(), Ethnic = Text(from),
            BornOn = Day(from), BornTo = (DatePrecision)from.ReadByte(), IdSealed = Bytes(from), IdIndex = Bytes(from), IdMasked = Text(from), PhoneSealed = Bytes(from), PhoneMasked = Text(from), AddressSealed = Bytes(from),
            NativePlace = Text(from), Education = Text(from), EducationInService = Text(from), Degree = Text(from), Unit = Text(from), UnitPost = Text(from), JobType = Text(from),
        };
        var membership = new Membership
        {
            Id = from.ReadInt64(), OrgId = org, PersonId = id, BatchId = batch, GroupId = Number(from), FromOn = Day(from)!.Value, Entry = from.ReadString(), JoinedOn = Day(from)!.Value, JoinedTo = (DatePrecision)from.ReadByte(),
            FullSince = Day(from), FullTo = (DatePrecision)from.ReadByte(), Introducers = Text(from), ApplicationNo = Text(from), CameFrom = Text(from), LetterNo = Text(from), DossierPlace = Text(from),
            Name = person.Name, SortKey = person.SortKey, Initials = person.Initials, Sex = person.Sex,
        };
        membership.Copy(person);
        var count = from.ReadByte();
        var spells = count == 0 ? null : new Spell[count];
        for (var i = 0; i < count; i++)
            spells![i] = new() { OrgId = org, PersonId = id, BatchId = batch, Id = from.ReadInt64(), Kind = from.ReadString(), Reason = from.ReadString(), FromOn = Day(from)!.Value, ReviewOn = Day(from), Place = Text(from), ContactSealed = Bytes(from) };
        return new(row, person, membership, spells);
    }

    static void Text(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null) to.Write(text);
    }

    static string? Text(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;

    static void Bytes(BinaryWriter to, byte[]? bytes)
    {
        to.Write7BitEncodedInt(bytes?.Length ?? 0);
        if (bytes is not null) to.Write(bytes);
    }

    static byte[]? Bytes(BinaryReader from) => from.Read7BitEncodedInt() is var length and > 0 ? from.ReadBytes(length) : null;

    static void Day(BinaryWriter to, DateOnly? day) => to.Write(day?.DayNumber ?? -1);

    static DateOnly? Day(BinaryReader from) => from.ReadInt32() is var number and >= 0 ? DateOnly.FromDayNumber(number) : null;

    static long? Number(BinaryReader from) => from.ReadInt64() is var number and not 0 ? number : null;
}
