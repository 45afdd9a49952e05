using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>名册一行: everything that a roster says of one member, already read into its types; from a form, a spreadsheet or the demo data alike.</summary>
internal sealed record MemberEntry
{
    public required string Name { get; init; }
    /// <summary>18 characters, checked; null where the roster has none.</summary>
    public string? IdNumber { get; init; }
    public required string Sex { get; init; }
    public string? Ethnic { get; init; }
    public LooseDate Born { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? NativePlace { get; init; }
    public string? Education { get; init; }
    public string? EducationInService { get; init; }
    public string? Degree { get; init; }
    public string? Unit { get; init; }
    public string? UnitPost { get; init; }
    public string? JobType { get; init; }

    public required LooseDate Joined { get; init; }
    /// <summary>Empty for a probationer, and for a full member whose day nobody knows (<see cref="FullUndated"/>).</summary>
    public LooseDate Full { get; init; }
    public bool FullUndated { get; init; }
    public string? Introducers { get; init; }
    public string? ApplicationNo { get; init; }
    public string? CameFrom { get; init; }
    /// <summary>转入日期: since when in this branch; null means since joining.</summary>
    public DateOnly? MovedInOn { get; init; }
    public string? LetterNo { get; init; }
    public string? DossierPlace { get; init; }
    public long? GroupId { get; init; }

    public bool Mobile { get; init; }
    public string? MobilePlace { get; init; }
    public DateOnly? MobileSince { get; init; }
    public string? MobileContact { get; init; }
    public bool Abroad { get; init; }
    public bool Infirm { get; init; }

    public DateOnly From => MovedInOn ?? Joined.First;

    /// <summary>A new person with these data, kept by <paramref name="orgId"/>.</summary>
    public Person ToPerson(long id, long orgId, PersonSecrets secrets, long? batch = null)
    {
        var person = new Person { Id = id, OrgId = orgId, Name = "", SortKey = "", Initials = "", Sex = Sex, BatchId = batch };
        Put(person, secrets);
        return person;
    }

    /// <summary>Writes the data over what the person has. A field that the roster does not carry stays.</summary>
    public void Put(Person person, PersonSecrets secrets)
    {
        if (person.Name != Name) (person.Name, person.SortKey, person.Initials) = (Name, Pinyin.SortKey(Name), Pinyin.NameInitials(Name));
        person.Sex = Sex;
        if (IdNumber is not null && secrets.Id(person) != IdNumber) secrets.SetId(person, IdNumber);
        if (Phone is not null && secrets.Phone(person) != Phone) secrets.SetPhone(person, Phone);
        if (Address is not null && secrets.Address(person) != Address) secrets.SetAddress(person, Address);
        person.Ethnic = Ethnic ?? person.Ethnic;
        if (Born.Precision > person.BornTo || Born.Precision != DatePrecision.None && Born.Precision == person.BornTo) (person.BornOn, person.BornTo) = (Born.First, Born.Precision);
        person.NativePlace = NativePlace ?? person.NativePlace;
        person.Education = Education ?? person.Education;
        person.EducationInService = EducationInService ?? person.EducationInService;
        person.Degree = Degree ?? person.Degree;
        person.Unit = Unit ?? person.Unit;
        person.UnitPost = UnitPost ?? person.UnitPost;
        person.JobType = JobType ?? person.JobType;
    }

    public Membership ToMembership(long id, long orgId, Person person, string entry, long? batch = null)
    {
        var membership = new Membership
        {
            Id = id, OrgId = orgId, PersonId = person.Id, GroupId = GroupId, FromOn = From, Entry = entry, JoinedOn = Joined.First,
            Name = person.Name, SortKey = person.SortKey, Initials = person.Initials, Sex = person.Sex, BatchId = batch,
        };
        Put(membership);
        membership.Copy(person);
        return membership;
    }

    public void Put(Membership membership)
    {
        (membership.JoinedOn, membership.JoinedTo) = (Joined.First, Joined.Precision);
        if (Full.Precision != DatePrecision.None) (membership.FullSince, membership.FullTo) = (Full.First, Full.Precision);
        else if (FullUndated) (membership.FullSince, membership.FullTo) = (membership.FullSince ?? Joined.First, membership.FullSince is null ? DatePrecision.None : membership.FullTo);
        membership.Introducers = Introducers ?? membership.Introducers;
        membership.ApplicationNo = ApplicationNo ?? membership.ApplicationNo;
        membership.CameFrom = CameFrom ?? membership.CameFrom;
        membership.LetterNo = LetterNo ?? membership.LetterNo;
        membership.DossierPlace = DossierPlace ?? membership.DossierPlace;
        membership.GroupId = GroupId ?? membership.GroupId;
    }

    /// <summary>The spells that the roster speaks of, beginning on the day it says or on <paramref name="today"/>.</summary>
    public IEnumerable<Spell> ToSpells(long orgId, long personId, DateOnly today, PersonSecrets secrets, long? batch = null)
    {
        if (Mobile)
        {
            var id = Platform.Data.Ids.Next();
            yield return new() { Id = id, OrgId = orgId, PersonId = personId, Kind = Spell.Mobile, Reason = "work", FromOn = MobileSince ?? today, Place = MobilePlace, ContactSealed = secrets.SealContact(MobileContact, id), BatchId = batch };
        }
        if (Abroad) yield return new() { Id = Platform.Data.Ids.Next(), OrgId = orgId, PersonId = personId, Kind = Spell.Abroad, Reason = "work", FromOn = today, BatchId = batch };
        if (Infirm) yield return new() { Id = Platform.Data.Ids.Next(), OrgId = orgId, PersonId = personId, Kind = Spell.Infirm, Reason = "known", FromOn = today, ReviewOn = today.AddYears(1), BatchId = batch };
    }
}
