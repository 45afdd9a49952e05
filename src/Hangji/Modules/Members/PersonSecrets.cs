using Hangji.Platform.Codes;
using Hangji.Platform.Crypto;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>保密字段: sealing, opening and finding the fields of a person that nobody may read in the database file. Each seal is bound to its field and record.</summary>
internal sealed class PersonSecrets(FieldCipher cipher, BlindIndex blind)
{
    internal const string IdField = "person.id", PhoneField = "person.phone", AddressField = "person.address", ContactField = "spell.contact", RowField = "import.row";

    /// <summary>By which a number is found without opening any.</summary>
    public byte[] Index(string idNumber) => blind.Of(IdField, idNumber);

    /// <summary>Puts the number on the person, sealed, findable and masked; null takes it away.</summary>
    public void SetId(Person person, string? number) =>
        (person.IdSealed, person.IdIndex, person.IdMasked) = number is null ? (null, null, null) : (cipher.Seal(IdField, number, person.Id), Index(number), IdentityNumber.Mask(number));

    public void SetPhone(Person person, string? phone) =>
        (person.PhoneSealed, person.PhoneMasked) = phone is null ? (null, null) : (cipher.Seal(PhoneField, phone, person.Id), Masking.Phone(phone, Reader.Staff));

    public void SetAddress(Person person, string? address) => person.AddressSealed = address is null ? null : cipher.Seal(AddressField, address, person.Id);

    public string? Id(Person person) => person.IdSealed is { } closed ? cipher.Open(IdField, closed, person.Id) : null;
    public string? Phone(Person person) => person.PhoneSealed is { } closed ? cipher.Open(PhoneField, closed, person.Id) : null;
    public string? Address(Person person) => person.AddressSealed is { } closed ? cipher.Open(AddressField, closed, person.Id) : null;

    public byte[]? SealContact(string? contact, long spell) => contact is { Length: > 0 } ? cipher.Seal(ContactField, contact, spell) : null;
    public string? Contact(Spell spell) => spell.ContactSealed is { } closed ? cipher.Open(ContactField, closed, spell.Id) : null;

    /// <summary>Content of a staged row; it holds fields of a person in clear.</summary>
    public byte[] SealRow(string content, long batch) => cipher.Seal(RowField, content, batch);
    public string OpenRow(byte[] content, long batch) => cipher.Open(RowField, content, batch);
}
