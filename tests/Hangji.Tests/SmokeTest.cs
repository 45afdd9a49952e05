namespace Hangji.Tests;
public class Smoke { [Fact] public void It_builds() => Assert.True(File.Exists(typeof(Program).Assembly.Location)); }
