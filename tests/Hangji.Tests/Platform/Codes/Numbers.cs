using FsCheck;
using FsCheck.Fluent;
using Hangji.Platform.Codes;

namespace Hangji.Tests.Platform.Codes;

/// <summary>Generated numbers for properties: correct by construction, of nobody.</summary>
static class Numbers
{
    const string CodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static readonly string[] Provinces = ["11", "13", "15", "21", "31", "37", "41", "44", "45", "46", "50", "51", "53", "61", "65", "71", "81", "82", "83"];

    public static Gen<string> Digits(int n) => Gen.Choose(0, 9).ListOf(n).Select(d => string.Concat(d));

    public static Gen<string> Id =>
        from province in Gen.Elements(Provinces)
        from area in Digits(4)
        from day in Gen.Choose(0, 45_000)
        from sequence in Digits(3)
        let seventeen = province + area + new DateOnly(1900, 1, 1).AddDays(day).ToString("yyyyMMdd") + sequence
        select seventeen + IdentityNumber.CheckCharacter(seventeen);

    public static Gen<string> Credit =>
        from department in Gen.Elements("11", "12", "51", "52", "54", "91", "93", "N2")
        from area in Digits(6)
        from organization in Gen.Elements(CodeAlphabet.ToCharArray()).ListOf(8).Select(c => string.Concat(c))
        let sixteen = department + area + organization
        let seventeen = sixteen + UnifiedCreditCode.OrganizationCheck(organization)
        select seventeen + UnifiedCreditCode.CheckCharacter(seventeen);

    public static Gen<string> Mobile =>
        from second in Gen.Choose(3, 9)
        from rest in Digits(9)
        select $"1{second}{rest}";

    public static Gen<string> Card =>
        from length in Gen.Choose(12, 19)
        from first in Gen.Choose(1, 9)
        from rest in Digits(length - 2)
        from check in Gen.Constant(0)
        let body = $"{first}{rest}"
        select body + Enumerable.Range(0, 10).First(d => BankCard.Luhn(body + d));

    public static void Hold<T>(Gen<T> gen, Func<T, bool> property, int times = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(gen.ToArbitrary(), property));
}
