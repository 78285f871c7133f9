// Draws the small picture of a receipt before it is sent: the server decodes none. What cannot be drawn (a PDF, a
// picture this browser does not know) goes without one. No text stands here; what is said stands in the page.
const side = 288; // twice what a list shows, for dense screens
const heaviest = 32768;

addEventListener("change", async ({ target: input }) => {
  const form = input.form;
  if (input.name !== "file" || !form?.matches("[data-receipt]")) return;
  const file = input.files[0];
  input.setCustomValidity(file && file.size > Number(input.dataset.maximum) ? input.dataset.large : "");
  if (!input.reportValidity()) return;
  form.elements.thumbnail?.remove(); // of the file that was chosen before
  const drawn = file && (await draw(file));
  if (!drawn || input.files[0] !== file) return;
  const carrier = new DataTransfer();
  carrier.items.add(new File([drawn], "thumbnail", { type: drawn.type }));
  const small = document.createElement("input");
  Object.assign(small, { type: "file", name: "thumbnail", hidden: true, files: carrier.files });
  form.append(small);
});

// A picture of at most so many bytes, or nothing.
async function draw(file) {
  try {
    const picture = await createImageBitmap(file); // as it is to be turned
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // JPEG knows no glass
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    for (const quality of [0.7, 0.4]) {
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob && blob.size <= heaviest) return blob;
    }
  } catch {
    // Not a picture, or none that this browser draws.
  }
  return null;
}
