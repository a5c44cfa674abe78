// Unpack the browser that the package carries into TMPDIR and print where it is.
import chromium from "@sparticuz/chromium";

chromium.setGraphicsMode = false;
console.log(await chromium.executablePath());
